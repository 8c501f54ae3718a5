import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';
import { loadDemo } from '#resources/demo/service.ts';
import { startTestPortal, type TestPortal } from './portal.ts';

/** A portal with the invented province in it. */
export async function startDemoPortal(): Promise<TestPortal> {
  const portal = await startTestPortal();
  await syncCriteriaSets(portal.db, await readCriteriaSets());
  await loadDemo(portal.db, portal.catalog, () => undefined);
  return portal;
}
