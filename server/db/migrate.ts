import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type { PoolClient } from 'pg';
import type { Db } from './db.ts';

const directory = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number of our own: servers that start at once wait for each other on it. */
const lockKey = Number.parseInt(
  createHash('sha256').update('ntm-map-portal migrations').digest('hex').slice(0, 12),
  16,
);

/**
 * Applies the migrations that are missing, in order and in one transaction. Waits for another process that is doing so
 * (node-pg-migrate's own lock gives up at once). Returns the names applied.
 */
export async function migrate({ pool, kind }: Pick<Db, 'pool' | 'kind'>): Promise<string[]> {
  const client = await pool.connect();
  try {
    await takeTurn(client, kind);
    const applied = await runner({
      dbClient: client,
      dir: directory,
      direction: 'up',
      migrationsTable: 'schema_migration',
      noLock: true,
      singleTransaction: true,
      verbose: false,
      logger: { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error },
      ignorePattern: '(?!.*\\.sql$).*',
    });
    return applied.map((migration) => migration.name);
  } finally {
    await giveTurn(client, kind);
    client.release();
  }
}

/**
 * A server's sessions wait on an advisory lock. The embedded database is one session, to which such a lock is no
 * obstacle, but it serves nobody else while a transaction is open: so one is opened before the look at what is missing.
 */
async function takeTurn(client: PoolClient, kind: Db['kind']): Promise<void> {
  if (kind === 'embedded') await client.query('begin');
  else await client.query('select pg_advisory_lock($1)', [lockKey]);
}

async function giveTurn(client: PoolClient, kind: Db['kind']): Promise<void> {
  if (kind === 'embedded') await client.query('commit');
  else await client.query('select pg_advisory_unlock($1)', [lockKey]);
}
