import type { PoolClient } from 'pg';
import { loadQueries } from './load-queries.ts';

/** Statements that find two units under one id and part them. */
export const mend = loadQueries(new URL('./mend.sql', import.meta.url), [
  'countMixed',
  'mixedUnits',
  'unitsAbove',
  'unitOn',
  'makeSuccessor',
  'rewriteVersions',
  'moveChildren',
  'moveBoundaries',
  'moveLineage',
  'moveFeatures',
  'moveAssessments',
  'moveRecognitions',
  'moveDisbursements',
  'moveGroups',
  'leftRecords',
]);

const acts = ['assessment', 'recognition', 'disbursement', 'unit_group'];

/**
 * Lets `work` say of which unit acts are, in the transaction of `client`. Acts are never rewritten, and what one says is
 * not here: only the row that it hangs on is, which 0.1.0 took for two units. A copy under the right unit would leave the
 * other to be counted too. No setting opens the guard for others: it is down inside this transaction alone, for the
 * owner of the tables, and up again before anybody sees what was written.
 */
export async function withActsMovable<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  for (const act of acts) await client.query(`alter table ${act} disable trigger ${act}_append_only`);
  const done = await work();
  for (const act of acts) await client.query(`alter table ${act} enable trigger ${act}_append_only`);
  return done;
}
