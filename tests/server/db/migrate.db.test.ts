import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { openDatabase } from '#db/open.ts';
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
  const applied = await Promise.all([0, 1, 2].map(() => database.db.alone(migrate, () => undefined)));
  expect(applied.flat().sort()).toEqual(files.map((name) => name.replace('.sql', '')).sort());
});

test('a second start finds nothing to do', async () => {
  expect(await migrate(database.db)).toEqual([]);
});

test('a database of another version of the portal is refused in a sentence', async () => {
  const { pool } = database.db;
  await pool.query(`insert into schema_migration (name, run_on) values ('9999_later', now())`);
  await expect(migrate(database.db)).rejects.toThrow(
    /^The database was prepared by another version of the portal \(it has the change 9999_later\): start that version/,
  );
  await pool.query(`delete from schema_migration where name = '9999_later'`);
  expect(await migrate(database.db)).toEqual([]);
});

// The embedded database has one account, which owns it.
test.runIf(process.env.DATABASE_URL)(
  'an account that owns nothing is told what to ask for, and works once it has it',
  async () => {
    const other = await makeTestDatabase({ migrated: false });
    const role = `ntm_weak_${randomBytes(4).toString('hex')}`;
    const address = new URL('DATABASE_URL' in other.env ? other.env.DATABASE_URL : '');
    const name = address.pathname.slice(1);
    await other.db.pool.query(`create role ${role} login password 'weak'`);
    address.username = role;
    address.password = 'weak';
    const weak = await openDatabase({ databaseUrl: address.href, dataDir: '' }, { role: 'server' });
    try {
      await expect(migrate(weak)).rejects.toThrow(
        /^The account of DATABASE_URL may not prepare the database \(permission denied [^)]*\): make it the owner/,
      );
      await other.db.pool.query(`alter database ${name} owner to ${role}; create extension if not exists postgis`);
      expect(await migrate(weak)).toHaveLength(files.length);
    } finally {
      await weak.close();
      await other.db.pool.query(`drop owned by ${role}; alter database ${name} owner to current_user`);
      await other.db.pool.query(`drop role ${role}`);
      await other.drop();
    }
  },
);
