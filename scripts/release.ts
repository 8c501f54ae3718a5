import { parseArgs } from 'node:util';
import { IsoDate } from '#contract/common.ts';
import { readConfig } from '#server/config.ts';
import { StartFailure } from '#db/failure.ts';
import { publishAddresses } from '#resources/address-releases/service.ts';
import { readStand } from '#facts/stand.ts';
import { runCommand } from './run-command.ts';
import { withPreparedDatabase } from './with-database.ts';

const usage = 'Usage: npm run release -- [--at YYYY-MM-DD]';

await runCommand(async () => {
  const at = readArguments();
  const config = readConfig(process.env);
  await withPreparedDatabase(config, async (db, catalog) => {
    const standing = await readStand(db, config);
    const on = at ?? standing.referenceDate;
    // Its figures would be shown to nobody, and no release before that day could follow.
    if (on > standing.referenceDate)
      throw new StartFailure(`--at ${on} is after ${standing.referenceDate}, the day that the portal shows.`);
    const origin = standing.demo ? 'demo' : 'import';
    const report = await db.transaction((tx) => publishAddresses(tx, catalog, { on, origin }));
    if (report === null)
      throw new StartFailure('Nothing was published: no commune has ten households with an address.');
    console.log(JSON.stringify({ releasedOn: on, ...report }, null, 2));
  });
});

function readArguments(): string | undefined {
  try {
    const { at } = parseArgs({ options: { at: { type: 'string' } } }).values;
    if (at === undefined || IsoDate.safeParse(at).success) return at;
  } catch {
    // Told below.
  }
  throw new StartFailure(usage);
}
