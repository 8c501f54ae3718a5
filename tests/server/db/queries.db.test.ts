import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadQueries } from '#facts/load-queries.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

const server = fileURLToPath(new URL('../../../server', import.meta.url));
const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /^(resources|facts|intake)\//.test(file) && !/relations/.test(file) && file.endsWith('.sql'),
);

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

/** Functions that the embedded database is built without (protobuf). */
const serverOnly = /ST_AsMVT/i;

describe.each(files)('%s', (file) => {
  const url = pathToFileURL(path.join(server, file));
  const names = [...readFileSync(url, 'utf8').matchAll(/^-- name: (\w+)/gm)].map(([, name = '']) => name);
  const statements = Object.values(loadQueries(url, names));

  test.each(statements)('$name can be prepared', async ({ text }) => {
    if (database.db.kind === 'embedded' && serverOnly.test(text)) {
      expect(text).toMatch(serverOnly);
      return;
    }
    const client = await database.db.pool.connect();
    try {
      await client.query(`prepare statement_under_test as ${text}`);
      const types = await client.query<{ name: string }>(
        `select name from pg_prepared_statements where name = 'statement_under_test'`,
      );
      expect(types.rowCount).toBe(1);
    } finally {
      await client.query('deallocate all');
      client.release();
    }
  });
});
