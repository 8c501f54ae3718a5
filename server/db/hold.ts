import pg, { type Pool } from 'pg';
import type { Held } from './db.ts';

const key = `hashtextextended('ntm-map-portal ' || $1, 0)`;

/**
 * Takes a name on a database server: an advisory lock of a connection of its own, which the server frees when that ends,
 * so that whoever is killed holds nothing. A machine that vanishes without a word is noticed within two minutes.
 */
export async function holdOnServer(options: pg.ClientConfig, name: string): Promise<Held | null> {
  const client = new pg.Client({ ...options, keepAlive: true });
  const lost = new AbortController();
  // It says nothing for as long as what it guards takes; a cut shows as both, or as one of them.
  for (const event of ['error', 'end'] as const) {
    client.on(event, () => lost.abort(new Error(`the connection that holds "${name}" was cut`)));
  }
  await client.connect();
  try {
    await client.query(
      'set idle_session_timeout = 0; set tcp_keepalives_idle = 60; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 5',
    );
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${key}) as mine`, [name]);
    if (rows[0]?.mine === true) return { lost: lost.signal, release: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
  await client.end();
  return null;
}

/** Whether some connection to this database has the name. */
export async function isHeldOnServer(pool: Pick<Pool, 'query'>, name: string): Promise<boolean> {
  const { rows } = await pool.query<{ held: boolean }>(
    `select exists (
       select from pg_locks
       where locktype = 'advisory' and objsubid = 1 and granted
         and database = (select oid from pg_database where datname = current_database())
         and (classid::bigint << 32 | objid::bigint) = ${key}
     ) as held`,
    [name],
  );
  return rows[0]?.held === true;
}
