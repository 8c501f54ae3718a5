import { parseArgs } from 'node:util';
import { readCatalog, type Catalog } from '#catalog/collections.ts';
import { readConfig } from '#server/config.ts';
import type { Session } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import { demoState, isPortalEmpty, loadDemo, removeDemo } from '#resources/demo/service.ts';
import { prepareDatabase } from '#resources/portal/prepare.ts';
import { runCommand } from './run-command.ts';
import { tell, withDatabase } from './with-database.ts';

const usage = 'Usage: npm run demo -- --load | --remove';

await runCommand(async () => {
  const { values } = parseArgs({ options: { load: { type: 'boolean' }, remove: { type: 'boolean' } } });
  if (values.load === values.remove) throw new StartFailure(usage);
  const catalog = await readCatalog();
  await withDatabase(readConfig(process.env), (db) =>
    prepareDatabase(db, catalog, tell, (alone) => (values.remove ? remove(alone, catalog) : load(alone, catalog))),
  );
});

async function remove(alone: Session, catalog: Catalog): Promise<void> {
  const state = await demoState(alone);
  if (state !== 'absent') await removeDemo(alone, catalog);
  console.log(
    state !== 'absent' ? 'The demo province is taken out; nothing else was touched.' : 'No demo province is loaded.',
  );
}

async function load(alone: Session, catalog: Catalog): Promise<void> {
  const state = await demoState(alone);
  if (state === 'loaded') {
    console.log('The demo province is loaded already.');
    return;
  }
  if (state === 'partial') await removeDemo(alone, catalog);
  if (!(await isPortalEmpty(alone))) {
    throw new StartFailure('This database holds real units: load the demo into an empty one (another DATA_DIR).');
  }
  await loadDemo(alone, catalog, console.log);
  console.log('The demo province is loaded. All of its figures are invented.');
}
