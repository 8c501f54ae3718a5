import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

/** A change of what became of units: the rows do not matter, ways are worked out for all of them after each statement. */
const change = 'update admin_unit_lineage set share = share';

test('of two changes of what became of units the second waits for the end of the first, and who reads does not', async () => {
  const { db } = database;
  // One session waits for itself.
  if (db.kind === 'embedded') return;
  const [first, second] = await Promise.all([db.pool.connect(), db.pool.connect()]);
  try {
    await first.query('begin');
    await first.query(change);
    await second.query(`set lock_timeout = '300ms'`);
    await second.query('select * from commune_move');
    await expect(second.query(change)).rejects.toMatchObject({ code: '55P03' });
    await first.query('commit');
    await second.query(change);
  } finally {
    await second.query('reset lock_timeout');
    first.release();
    second.release();
  }
});
