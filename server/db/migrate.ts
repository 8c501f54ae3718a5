import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { DatabaseError, type PoolClient } from 'pg';
import type { Db } from './db.ts';
import { StartFailure } from './failure.ts';

const directory = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number of our own: servers that start at once wait for each other on it. */
const lockKey = Number.parseInt(
  createHash('sha256').update('ntm-map-portal migrations').digest('hex').slice(0, 12),
  16,
);
const notAllowed = '42501';
const mayNot = (reason: string) =>
  `The account of DATABASE_URL may not prepare the database (${reason}): make it the owner, and where it may not create extensions let an administrator run "create extension postgis" in that database once.`;

/** What the account may not do, or null. The runner wraps what befalls its own table in an error of its own. */
function refusalIn(error: unknown): string | null {
  if (error instanceof DatabaseError && error.code === notAllowed) return error.message;
  return error instanceof Error ? (/permission denied.*/.exec(error.message)?.[0] ?? null) : null;
}

/**
 * Applies the migrations that are missing, in order and in one transaction. Waits for another process that is doing so
 * (node-pg-migrate's own lock gives up at once). Returns the names applied. Throws StartFailure where the account may not,
 * and for a database that another version of the portal has prepared further than this one knows. `upTo` names the last one
 * that is wanted of a database that has none yet: what an earlier version had.
 */
export async function migrate(
  { pool, kind }: Pick<Db, 'pool' | 'kind'>,
  { upTo }: { readonly upTo?: string } = {},
): Promise<string[]> {
  const client = await pool.connect();
  try {
    await takeTurn(client, kind);
    await refuseOtherVersion(client);
    const applied = await runner({
      dbClient: client,
      dir: directory,
      direction: 'up',
      ...(upTo === undefined ? {} : { count: Number.parseInt(upTo, 10) }),
      migrationsTable: 'schema_migration',
      noLock: true,
      singleTransaction: true,
      verbose: false,
      // A failure is thrown with its message and place: the whole text of the migration beside it helps nobody.
      logger: { debug: () => undefined, info: () => undefined, warn: console.warn, error: () => undefined },
      ignorePattern: '(?!.*\\.sql$).*',
    });
    return applied.map((migration) => migration.name);
  } catch (error) {
    const denied = refusalIn(error);
    throw denied === null ? error : new StartFailure(mayNot(denied));
  } finally {
    await giveTurn(client, kind);
    client.release();
  }
}

async function refuseOtherVersion(client: PoolClient): Promise<void> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `select to_regclass('schema_migration') is not null as there`,
  );
  if (tables[0]?.there !== true) return;
  const ours = readdirSync(directory).map((file) => file.replace(/\.sql$/, ''));
  const { rows } = await client.query<{ name: string }>('select name from schema_migration order by id');
  const foreign = rows.find(({ name }) => !ours.includes(name));
  if (foreign === undefined) return;
  throw new StartFailure(
    `The database was prepared by another version of the portal (it has the change ${foreign.name}): start that version, or give this one a database of its own (DATABASE_URL or DATA_DIR).`,
  );
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
