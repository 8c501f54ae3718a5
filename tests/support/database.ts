import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Database } from '#db/db.ts';
import { openDatabase } from '#db/open.ts';
import { asAdmin, copyEmbedded, copyOnServer, databaseAt, type Stage } from './templates.ts';

export interface TestDatabase {
  readonly db: Database;
  /** What a process started by the test needs in its environment to reach the same database. */
  readonly env: { DATABASE_URL: string } | { DATA_DIR: string };
  drop(): Promise<void>;
}

export interface DatabaseOptions {
  readonly migrated?: boolean;
  /** How far it is prepared; instead of `migrated`. */
  readonly stage?: Stage;
}

/**
 * A database of the test's own, migrated where nothing else is said: a new one on the server of DATABASE_URL where that
 * is set, an embedded one else. It is a copy of a template that the first test to want it makes.
 */
export async function makeTestDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  const { migrated = true, stage = migrated ? 'migrated' : 'empty' } = options;
  return process.env.DATABASE_URL ? makeServerDatabase(process.env.DATABASE_URL, stage) : makeEmbeddedDatabase(stage);
}

async function makeServerDatabase(url: string, stage: Stage): Promise<TestDatabase> {
  const name = `ntm_test_${randomBytes(6).toString('hex')}`;
  await copyOnServer(url, stage, name);
  const databaseUrl = databaseAt(url, name);
  const db = await openDatabase({ databaseUrl, dataDir: '' }, { role: 'server' });
  return {
    db,
    env: { DATABASE_URL: databaseUrl },
    async drop() {
      await db.close();
      await asAdmin(url, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** An embedded database of the test's own, empty where nothing else is said, whatever DATABASE_URL says. */
export async function makeEmbeddedDatabase(stage: Stage = 'empty'): Promise<TestDatabase> {
  const dataDir = await copyEmbedded(stage);
  const db = await openDatabase({ databaseUrl: null, dataDir }, { role: 'server' });
  return {
    db,
    env: { DATA_DIR: dataDir },
    async drop() {
      await db.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
