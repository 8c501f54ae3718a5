import pg from 'pg';
import type { Config } from '#server/config.ts';
import { makeDb, type Db } from './db.ts';
import { openEmbedded, type EmbeddedOptions } from './embedded/embedded.ts';
import { holdEmbedded, isHeldEmbedded, takeEmbeddedTurn } from './embedded/turns.ts';
import { StartFailure } from './failure.ts';
import { holdOnServer, isHeldOnServer } from './hold.ts';
import { faultOf, type ServerVersions } from './requirements.ts';
import { takeServerTurn } from './turn.ts';

// Dates are calendar dates in code as in the database: text, never a moment in some time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type OpenOptions = EmbeddedOptions;

const unreadableUrl =
  'DATABASE_URL cannot be read as an address: write postgresql://user:password@host:5432/database, and in the password %23 for #, %2F for /, %3F for ?, %40 for @.';

/** Opens the database of the configuration and checks that it will do. Throws StartFailure with one sentence. */
export async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>, options: OpenOptions): Promise<Db> {
  return config.databaseUrl === null ? openEmbeddedDb(config.dataDir, options) : openServerDb(config.databaseUrl);
}

async function openEmbeddedDb(dataDir: string, options: EmbeddedOptions): Promise<Db> {
  const embedded = await openEmbedded(dataDir, options);
  const pool = watched(
    new pg.Pool({ host: embedded.host, port: embedded.port, user: 'postgres', database: 'postgres', max: 4 }),
  );
  return makeDb(pool, {
    kind: 'embedded',
    takeTurn: (_client, onWait) => takeEmbeddedTurn(embedded.turnsPath, onWait),
    hold: (name) => holdEmbedded(embedded.turnsPath, name),
    isHeld: (name) => isHeldEmbedded(embedded.turnsPath, name),
    async close() {
      await pool.end();
      await embedded.close();
    },
  });
}

async function openServerDb(url: string): Promise<Db> {
  const pool = watched(
    new pg.Pool({
      connectionString: url,
      max: 8,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 600_000,
      idle_in_transaction_session_timeout: 600_000,
      application_name: 'ntm-map-portal',
      // Compiling a statement and sharing it out cost more than our short ones take, the more so many at once.
      options: '-c jit=off -c max_parallel_workers_per_gather=0',
    }),
  );
  try {
    await checkServer(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return makeDb(pool, {
    kind: 'server',
    takeTurn: takeServerTurn,
    hold: (name) => holdOnServer(pool.options, name),
    isHeld: (name) => isHeldOnServer(pool, name),
    close: () => pool.end(),
  });
}

/** Without these lines the process dies when a connection is cut: an idle one, or one that is lent and told so by its query. */
function watched(pool: pg.Pool): pg.Pool {
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', (error) => console.error(`database: an idle connection was lost (${error.message})`));
  return pool;
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await askVersions(pool).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_INVALID_URL') throw new StartFailure(unreadableUrl);
    throw new StartFailure(
      `The database of DATABASE_URL does not answer (${error.message || 'no connection'}): check that it runs and that address, user and password are right.`,
    );
  });
  const fault = rows[0] ? faultOf(rows[0]) : null;
  if (fault !== null) throw new StartFailure(fault);
}

/** Asynchronous, so that what pg throws while it reads the address is caught like what the server answers. */
async function askVersions(pool: pg.Pool): Promise<pg.QueryResult<ServerVersions>> {
  return pool.query(
    `select current_setting('server_version_num')::int as server,
            coalesce((select extversion from pg_extension where extname = 'postgis'),
                     (select default_version from pg_available_extensions where name = 'postgis')) as postgis`,
  );
}
