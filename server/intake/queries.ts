import { loadQueries } from '#facts/load-queries.ts';

/** The statements of the intake: they are used by several files, and a file of statements is read once. */
export const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'inspectGeometries',
  'isDemoLoaded',
  'leftCollections',
  'failLeft',
  'openBatch',
  'tellProgress',
  'closeBatch',
  'findBatch',
  'listBatches',
  'unitsOfCodes',
  'communesOfNames',
  'groupsOn',
]);
