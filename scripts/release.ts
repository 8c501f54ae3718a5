import { parseArgs } from 'node:util';
import { readCatalog } from '#server/catalog/collections.ts';
import { readConfig } from '#server/config.ts';
import { StartFailure } from '#db/failure.ts';
import { publishAddresses } from '#resources/address-releases/service.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { readStanding } from '#resources/portal/service.ts';
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const usage = 'Usage: npm run release -- [--at YYYY-MM-DD]';

await runCommand(async () => {
  const { values } = parseArgs({ options: { at: { type: 'string' } } });
  const config = readConfig(process.env);
  await withDatabase(config, async (db) => {
    const catalog = await readCatalog();
    await syncCollections(db, catalog);
    const standing = await readStanding(db, config);
    const on = values.at ?? standing.referenceDate;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || Number.isNaN(Date.parse(on))) throw new StartFailure(usage);
    const origin = standing.demo ? 'demo' : 'import';
    const report = await db.transaction((tx) => publishAddresses(tx, catalog, { on, origin }));
    if (report === null)
      throw new StartFailure('Nothing was published: no commune has ten households with an address.');
    console.log(JSON.stringify({ releasedOn: on, ...report }, null, 2));
  });
});
