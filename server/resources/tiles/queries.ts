import { loadQueries } from '#facts/load-queries.ts';

export const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'revisions',
  'changeDays',
  'encodedTile',
  'clippedTile',
]);
