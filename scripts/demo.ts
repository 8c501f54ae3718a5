import { parseArgs } from 'node:util';
import { readCatalog } from '#server/catalog/collections.ts';
import { readCriteriaSets } from '#server/catalog/criteria-sets.ts';
import { readConfig } from '#server/config.ts';
import { StartFailure } from '#db/failure.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';
import { demoState, isPortalEmpty, loadDemo, removeDemo } from '#resources/demo/service.ts';
import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const usage = 'Usage: npm run demo -- --load | --remove';

await runCommand(async () => {
  const { values } = parseArgs({ options: { load: { type: 'boolean' }, remove: { type: 'boolean' } } });
  if (values.load === values.remove) throw new StartFailure(usage);
  await withDatabase(readConfig(process.env), async (db) => {
    const catalog = await readCatalog();
    await syncCollections(db, catalog);
    const state = await demoState(db);
    if (values.remove) {
      if (state !== 'absent') await removeDemo(db, catalog);
      console.log(
        state !== 'absent'
          ? 'The demo province is taken out; nothing else was touched.'
          : 'No demo province is loaded.',
      );
      return;
    }
    if (state === 'loaded') {
      console.log('The demo province is loaded already.');
      return;
    }
    if (state === 'partial') await removeDemo(db, catalog);
    if (!(await isPortalEmpty(db))) {
      throw new StartFailure('This database holds real units: load the demo into an empty one (another DATA_DIR).');
    }
    await syncCriteriaSets(db, await readCriteriaSets());
    await loadDemo(db, catalog, console.log);
    console.log('The demo province is loaded. All of its figures are invented.');
  });
});
