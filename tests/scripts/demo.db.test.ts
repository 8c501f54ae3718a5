import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { runScript } from '#tests/support/process.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

async function demo(...args: string[]) {
  const run = runScript('demo', args, database.env);
  const code = await run.ended;
  return { code, output: run.output() };
}

test('the demo goes in, once, and out, beside a running portal', async () => {
  const loaded = await demo('--load');
  expect(loaded).toMatchObject({ code: 0, output: expect.stringContaining('invented') as string });
  // A line for each step: it takes long.
  expect(loaded.output.split('\n').length).toBeGreaterThan(10);
  expect(await demo('--load')).toMatchObject({ code: 0, output: expect.stringContaining('loaded already') as string });
  expect(await demo('--remove')).toMatchObject({ code: 0, output: expect.stringContaining('taken out') as string });
  expect(await demo('--remove')).toMatchObject({ code: 0, output: expect.stringContaining('No demo') as string });
});

test('real units keep the demo out', async () => {
  await database.db.pool.query(
    `with unit as (insert into admin_unit (level, origin) values ('province', 'import') returning id)
     insert into unit_version (unit_id, code, level, kind, name, name_search, valid_from, source)
     select id, '54', 'province', 'province', 'Tỉnh Phú Yên', 'tinh phu yen', '2020-01-01', 'a list' from unit`,
  );
  expect(await demo('--load')).toMatchObject({
    code: 1,
    output: expect.stringContaining('holds real units') as string,
  });
});

test('no argument, or both, is answered with the usage', async () => {
  expect(await demo()).toMatchObject({ code: 1, output: expect.stringContaining('Usage:') as string });
  expect((await demo('--load', '--remove')).code).toBe(1);
});
