import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase({ migrated: false });
});
afterAll(() => database.drop());

const files = readdirSync(new URL('../../../server/db/migrations', import.meta.url)).filter((name) =>
  name.endsWith('.sql'),
);

test('servers that start at once apply every migration once between them', async () => {
  const applied = await Promise.all([migrate(database.db), migrate(database.db), migrate(database.db)]);
  expect(applied.flat().sort()).toEqual(files.map((name) => name.replace('.sql', '')).sort());
});

test('a second start finds nothing to do', async () => {
  expect(await migrate(database.db)).toEqual([]);
});
