import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Statement } from '#db/queries.ts';
import { RowCountError } from '#db/db.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

const echo: Statement = {
  name: 'test.echo',
  text: 'select $1::int as given_value',
  parameters: ['value'],
  rows: 'one',
};

test('concurrent statements each get their own answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, value) => database.db.one<{ givenValue: number }>(echo, { value })),
  );
  expect(answers.map((row) => row.givenValue)).toEqual(Array.from({ length: 200 }, (_, value) => value));
});

test('a statement that gives another number of rows than promised is broken wiring', async () => {
  const two: Statement = { name: 'test.two', text: 'select generate_series(1, 2)', parameters: [], rows: 'one' };
  await expect(database.db.one(two)).rejects.toThrow(RowCountError);
});

test('a transaction that throws leaves nothing', async () => {
  const insert: Statement = {
    name: 'test.insert',
    text: `insert into portal_setting (name, value) values ('half', 'true')`,
    parameters: [],
    rows: 'none',
  };
  await expect(
    database.db.transaction(async (tx) => {
      await tx.none(insert);
      throw new Error('halfway');
    }),
  ).rejects.toThrow('halfway');
  const left = await database.db.pool.query(`select 1 from portal_setting where name = 'half'`);
  expect(left.rowCount).toBe(0);
});

test('a lent connection that is cut fails its next statement and nothing else', async () => {
  const { db } = database;
  if (db.kind === 'embedded') return;
  const own: Statement = { name: 'test.pid', text: 'select pg_backend_pid() as pid', parameters: [], rows: 'one' };
  const cut = db.session(async (session) => {
    const { pid } = await session.one<{ pid: number }>(own);
    await db.pool.query('select pg_terminate_backend($1)', [pid]);
    // An error that nobody listens to would end the process here.
    await new Promise((resolve) => setTimeout(resolve, 200));
    return session.one(own);
  });
  await expect(cut).rejects.toThrow();
  expect(await db.one(echo, { value: 7 })).toEqual({ givenValue: 7 });
});
