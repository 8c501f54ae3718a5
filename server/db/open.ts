import pg from 'pg';
import type { Config } from '#server/config.ts';
import { makeDb, queryableOn, shared, type Database } from './db.ts';
import { openEmbedded, type EmbeddedOptions } from './embedded/embedded.ts';
import { patientName } from './embedded/frames.ts';
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
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  options: OpenOptions,
): Promise<Database> {
  return config.databaseUrl === null ? openEmbeddedDb(config.dataDir, options) : openServerDb(config.databaseUrl);
}

async function openEmbeddedDb(dataDir: string, options: EmbeddedOptions): Promise<Database> {
  const embedded = await openEmbedded(dataDir, options);
  const common = { host: embedded.host, port: embedded.port, user: 'postgres', database: 'postgres', max: 4 };
  const pool = watched(new pg.Pool(common));
  // Of their own, so that the database tells them from those for whom somebody waits.
  const sessions = watched(new pg.Pool({ ...common, application_name: patientName }));
  const db = makeDb(pool, {
    kind: 'embedded',
    sessions,
    takeTurn: (_client, onWait) => takeEmbeddedTurn(embedded.turnsPath, onWait),
    hold: (name) => holdEmbedded(embedded.turnsPath, name),
    isHeld: (name) => isHeldEmbedded(embedded.turnsPath, name),
    cancellations: null,
    async close() {
      await Promise.all([pool.end(), sessions.end()]);
      await embedded.close();
    },
  });
  // One that runs and one that is ready to, so that the session is never idle between them.
  return { ...db, light: db, heavy: db, state: shared(db), readsAtOnce: { light: 2, heavy: 1 } };
}

/** Longest that a statement of a read may take, on a server. */
const longestReadMs = 10_000;

/** Connections of a portal to a server; each is opened when it is first needed. */
const connections = { long: 8, light: 8, heavy: 4, state: 2, cancellations: 1 };

async function openServerDb(url: string): Promise<Database> {
  const common: pg.PoolConfig = {
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'ntm-map-portal',
    // Compiling a statement and sharing it out cost more than our short ones take, the more so many at once.
    options: '-c jit=off -c max_parallel_workers_per_gather=0',
  };
  const reads: pg.PoolConfig = {
    ...common,
    // To connect takes longer than most reads. A lifetime, so that no connection grows old with what it has cached.
    idleTimeoutMillis: 0,
    maxLifetimeSeconds: 3_600,
    connectionTimeoutMillis: 2_000,
    statement_timeout: longestReadMs,
    // Whoever waits for a lock keeps a connection from others: one locked table is not to stop the rest.
    lock_timeout: 1_000,
  };
  const pools = {
    long: new pg.Pool({
      ...common,
      max: connections.long,
      statement_timeout: 600_000,
      idle_in_transaction_session_timeout: 600_000,
    }),
    light: new pg.Pool({ ...reads, max: connections.light }),
    heavy: new pg.Pool({ ...reads, max: connections.heavy }),
    // A server that says nothing at all is found out here first.
    state: new pg.Pool({ ...reads, max: connections.state, statement_timeout: 2_000, query_timeout: 3_000 }),
    // Of their own, so that a cancellation never waits for the connections that it is to free; closed when idle.
    cancellations: new pg.Pool({ ...common, max: connections.cancellations }),
  };
  for (const pool of Object.values(pools)) watched(pool);
  const close = async () => {
    await Promise.all(Object.values(pools).map((pool) => pool.end()));
  };
  try {
    await checkServer(pools.long);
  } catch (error) {
    await close();
    throw error;
  }
  const { cancellations } = pools;
  const { light, heavy } = connections;
  const on = (pool: pg.Pool) =>
    makeDb(pool, {
      kind: 'server',
      sessions: pool,
      takeTurn: takeServerTurn,
      hold: (name) => holdOnServer(common, name),
      isHeld: (name) => isHeldOnServer(pool, name),
      cancellations,
      close,
    });
  return {
    ...on(pools.long),
    light: on(pools.light),
    heavy: on(pools.heavy),
    state: shared(queryableOn(pools.state, 'server')),
    readsAtOnce: { light, heavy },
  };
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
