import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fault } from '#contract/faults.ts';
import type { Statement } from '#db/queries.ts';
import { Lender, tooSlow, type Borrower } from '#http/lend.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';

let database: TestDatabase;
let lender: Lender;
beforeAll(async () => {
  database = await makeTestDatabase({ migrated: false });
  lender = new Lender(database.db, { trustProxy: 0 });
});
afterAll(() => database.drop());

const statement = (text: string): Statement => ({ name: `test.${text}`, text, parameters: [], rows: 'many' });
const sleep = (seconds: number) => statement(`select pg_sleep(${seconds})`);
const brief = process.env.DATABASE_URL ? 0.2 : 0.02;
const never = new AbortController().signal;
const lend = (cost: Borrower['cost'], asker: string, signal = never) =>
  lender.lend({ cost, asker, signal, hasBegun: () => false });
const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );

test('however much one address asks for, another has its share at once, of light and of costly work', async () => {
  const flood = [
    ...Array.from({ length: 40 }, () => lend('heavy', 'a').many(sleep(brief))),
    ...Array.from({ length: 40 }, () => lend('light', 'a').many(sleep(brief))),
    ...Array.from({ length: 40 }, () => lend('export', 'a').many(sleep(brief))),
  ].map(outcomeOf);
  await expectWithinMs(database.db.kind === 'server' ? 1_000 : 4_000, async () => {
    await lend('light', 'b').many(statement('select 1'));
    await lend('heavy', 'b').many(statement('select 1'));
    await database.db.state.many(statement('select 1'));
  });
  // Nothing waits without end: what has its turn too late is told so.
  const outcomes = new Set(await Promise.all(flood));
  expect([...outcomes].filter((one) => one !== 'done' && one !== 'serverBusy')).toEqual([]);
  expect(outcomes).toContain('done');
});

test('what is given up is cancelled and tells why; its place is free again', async () => {
  if (database.db.kind === 'embedded') return;
  const controller = new AbortController();
  const db = lend('heavy', 'a', controller.signal);
  await expectWithinMs(3_000, async () => {
    const works = [
      db.many(sleep(30)),
      db.one(sleep(30)),
      db.none(sleep(30)),
      db.until(controller.signal).many(sleep(30)),
    ];
    setTimeout(() => controller.abort(tooSlow(10_000)), 100);
    const outcomes = await Promise.all(works.map(outcomeOf));
    expect(new Set(outcomes)).toEqual(new Set(['questionTooSlow']));
  });
  const { heavy } = lender.gate.figures;
  expect(heavy).toEqual({ taken: 0, waiting: 0 });
  const { rows } = await database.db.pool.query<{ busy: number }>(
    `select count(*)::int as busy from pg_stat_activity
     where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`,
  );
  expect(rows).toEqual([{ busy: 0 }]);
});

test('a read waits briefly for a lock, a change as long as it takes', async () => {
  if (database.db.kind === 'embedded') return;
  const settings = statement(
    `select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as longest`,
  );
  const of = (cost: 'light' | 'heavy' | 'export' | 'import') => lend(cost, 'a').many(settings);
  expect((await Promise.all([of('light'), of('heavy'), of('export'), of('import')])).flat()).toEqual([
    { lock: '1s', longest: '10s' },
    { lock: '1s', longest: '10s' },
    { lock: '1s', longest: '10s' },
    { lock: '0', longest: '10min' },
  ]);
});
