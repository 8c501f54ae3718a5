import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#db/db.ts';
import { StartFailure } from '#db/failure.ts';
import { openDatabase } from '#db/open.ts';
import type { Statement } from '#db/queries.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

const statement = (text: string, rows: Statement['rows'] = 'one'): Statement => ({
  name: `test.${text}`,
  text,
  parameters: [],
  rows,
  unprepared: true,
});

test('one after the other, each told once where it waits, and a failure gives the turn on', async () => {
  const { db } = database;
  const events: string[] = [];
  const told: number[] = [];
  const work = (n: number) => async (alone: Session) => {
    events.push(`in ${n}`);
    await alone.transaction((tx) => tx.one(statement('select pg_sleep(0.2)::text')));
    await sleep(700);
    events.push(`out ${n}`);
    if (n === 0) throw new Error('the first fails');
  };
  const all = await Promise.allSettled([0, 1, 2].map((n) => db.alone(work(n), () => told.push(n))));
  expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(all[0]).toMatchObject({ reason: { message: 'the first fails' } });
  const entered = events.filter((event) => event.startsWith('in')).map((event) => event.slice(3));
  expect(events).toEqual(entered.flatMap((n) => [`in ${n}`, `out ${n}`]));
  expect([...told.map(String)].sort()).toEqual(entered.slice(1).sort());
});

test('others work on meanwhile, and what was made alone is there for all', async () => {
  const { db } = database;
  const count = statement('select count(*)::int as n from portal_setting');
  const insert = statement(`insert into portal_setting (name, value) values ('alone', '1')`, 'none');
  const before = await db.one<{ n: number }>(count);
  await db.alone(
    async (alone) => {
      expect(await db.one(count)).toEqual(before);
      await alone.none(insert);
    },
    () => undefined,
  );
  expect(await db.one(count)).toEqual({ n: before.n + 1 });
});

// What a database server may be set to; the embedded one is ours alone.
test.runIf(process.env.DATABASE_URL)(
  'no timeout of the server ends a wait, or the turn of one that idles',
  async () => {
    const { db, env } = database;
    const url = new URL('DATABASE_URL' in env ? env.DATABASE_URL : '');
    const name = url.pathname.slice(1);
    for (const timeout of ['statement_timeout', 'lock_timeout', 'idle_session_timeout'])
      await db.pool.query(`alter database ${name} set ${timeout} = '300ms'`);
    const config = { databaseUrl: url.href, dataDir: '' };
    const [one, other] = await Promise.all([0, 1].map(() => openDatabase(config, { role: 'script' })));
    const slept = async (alone: Session) => {
      await sleep(1_500);
      await alone.one(statement('select 1 as one'));
    };
    try {
      let told = 0;
      await Promise.all([one, other].map((each) => each?.alone(slept, () => told++)));
      expect(told).toBe(1);
    } finally {
      await Promise.all([one?.close(), other?.close()]);
      await db.pool.query(`alter database ${name} reset all`);
    }
  },
);

test.runIf(process.env.DATABASE_URL)('a connection that is cut frees the turn and says so in a sentence', async () => {
  const { db } = database;
  const cut = db.alone(
    async (alone) => {
      const { pid } = await alone.one<{ pid: number }>(statement('select pg_backend_pid() as pid'));
      await db.pool.query('select pg_terminate_backend($1)', [pid]);
      await alone.one(statement('select pg_sleep(5)::text'));
    },
    () => undefined,
  );
  await expect(cut).rejects.toThrow(StartFailure);
  await expect(cut).rejects.toThrow(
    /^The connection to the database was lost while it was being prepared \(.+\): see that the database runs/,
  );
  expect(
    await db.alone(
      (alone) => alone.one(statement('select 7 as n')),
      () => undefined,
    ),
  ).toEqual({ n: 7 });
});
