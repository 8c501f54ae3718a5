import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import { DatabaseError, type PoolClient } from 'pg';
import type { Session } from './db.ts';
import { StartFailure } from './failure.ts';

const directory = fileURLToPath(new URL('./migrations', import.meta.url));
const notAllowed = '42501';
const raised = 'P0001';
const mayNot = (reason: string) =>
  `The account of DATABASE_URL may not prepare the database (${reason}): make it the owner, and where it may not create extensions let an administrator run "create extension postgis" in that database once.`;

/** What the account may not do, or null. The runner wraps what befalls its own table in an error of its own. */
function refusalIn(error: unknown): string | null {
  if (error instanceof DatabaseError && error.code === notAllowed) return error.message;
  return error instanceof Error ? (/permission denied.*/.exec(error.message)?.[0] ?? null) : null;
}

export interface MigrateOptions {
  /** Comes first where a database of an earlier version is about to be changed: there is no way back. */
  readonly beforeUpgrade?: (changes: readonly string[]) => Promise<void>;
  /** The last one that is wanted of a database that has none yet: what an earlier version had. */
  readonly upTo?: string;
}

/**
 * Applies the migrations that are missing, in order and in one transaction. Two at once would get in each other's way:
 * run it alone (`Db.alone`). Returns the names applied. Throws StartFailure where the account may not, where what is in the
 * database cannot be taken over, and for a database that another version of the portal has prepared further than this one
 * knows.
 */
export async function migrate(
  alone: Pick<Session, 'transaction'>,
  { beforeUpgrade, upTo }: MigrateOptions = {},
): Promise<string[]> {
  try {
    return await alone.transaction(async (_tx, client) => {
      const known = await readApplied(client);
      const missing = ours().filter((name) => !known.includes(name));
      if (known.length > 0 && missing.length > 0) await beforeUpgrade?.(missing);
      return applyMissing(client, upTo);
    });
  } catch (error) {
    // A migration refuses data that it cannot take over in a sentence of its own.
    if (error instanceof DatabaseError && error.code === raised) throw new StartFailure(error.message);
    const denied = refusalIn(error);
    throw denied === null ? error : new StartFailure(mayNot(denied));
  }
}

async function applyMissing(client: PoolClient, upTo: string | undefined): Promise<string[]> {
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
}

/** Names of the migrations of this version, in order. */
function ours(): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''))
    .sort();
}

/** Names of the migrations that a database has; none where it is new. */
async function readApplied(client: PoolClient): Promise<string[]> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `select to_regclass('schema_migration') is not null as there`,
  );
  if (tables[0]?.there !== true) return [];
  const { rows } = await client.query<{ name: string }>('select name from schema_migration order by id');
  const known = rows.map(({ name }) => name);
  const foreign = known.find((name) => !ours().includes(name));
  if (foreign === undefined) return known;
  throw new StartFailure(
    `The database was prepared by another version of the portal (it has the change ${foreign}): start that version, or give this one a database of its own (DATABASE_URL or DATA_DIR).`,
  );
}
