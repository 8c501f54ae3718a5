import { loadQueries } from '#facts/load-queries.ts';

/** The statements of workbooks: they are used by several files, and a file of statements is read once. */
export const queries = loadQueries(new URL('./queries.sql', import.meta.url), ['unitsWithin', 'unitName']);
