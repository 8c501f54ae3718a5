import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Db } from '#db/db.ts';
import { migrate } from '#db/migrate.ts';
import { openDatabase } from '#db/open.ts';

const cache = fileURLToPath(new URL('../../node_modules/.cache/ntm-map-portal', import.meta.url));
/** Dump of an empty embedded database, made by the first test that needs one; its folder may have to be made. */
export const templateFile = path.join(cache, 'embedded-template.tar.gz');

export interface TestDatabase {
  readonly db: Db;
  /** What a process started by the test needs in its environment to reach the same database. */
  readonly env: { DATABASE_URL: string } | { DATA_DIR: string };
  drop(): Promise<void>;
}

/**
 * A fresh, migrated database: a new one on the server of DATABASE_URL where that is set, the embedded one else. The
 * first embedded one is made in some 15 s and dumped; the others are loaded from the dump.
 */
export async function makeTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const made = process.env.DATABASE_URL ? await onServer(process.env.DATABASE_URL) : await makeEmbeddedDatabase();
  if (migrated) await migrate(made.db);
  return made;
}

async function onServer(url: string): Promise<TestDatabase> {
  const name = `ntm_test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  const db = await openDatabase({ databaseUrl: own.href, dataDir: '' }, { role: 'server' });
  return {
    db,
    env: { DATABASE_URL: own.href },
    async drop() {
      await db.close();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`drop database if exists ${name} with (force)`);
      await client.end();
    },
  };
}

/** A fresh embedded database, empty, whatever DATABASE_URL says. */
export async function makeEmbeddedDatabase(): Promise<TestDatabase> {
  await mkdir(path.dirname(templateFile), { recursive: true });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'ntm-test-'));
  const db = await openDatabase({ databaseUrl: null, dataDir }, { role: 'server', templateFile });
  return {
    db,
    env: { DATA_DIR: dataDir },
    async drop() {
      await db.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
