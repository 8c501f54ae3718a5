import { loadQueries } from '#db/queries.ts';

/** The statements of imports: they are used by several files, and a file of statements is read once. */
export const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'inspectGeometries',
  'isDemoLoaded',
  'runningCollections',
  'failLeft',
  'openBatch',
  'tellProgress',
  'closeBatch',
  'findBatch',
]);
