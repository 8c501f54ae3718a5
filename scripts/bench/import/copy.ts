import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { quoteName } from '#catalog/quote-name.ts';
import type { Db } from '#db/db.ts';
import { cpuOf } from '../peers.ts';

const table = 'collection_digital_addresses';
const run = promisify(execFile);

/** What COPY took, in seconds. */
export interface CopyRun {
  readonly wallS: number;
  readonly databaseS: number;
}

/**
 * Copies the rows that an import left in the table out, empties it and copies them in again, by one statement, in the order of
 * the file, with all indexes, and with the triggers of the table as well: what the database takes for these rows at least. Their
 * communes are given.
 */
export async function measureCopy(
  db: Db,
  databaseUrl: string,
  file: string,
): Promise<Record<'withTriggers' | 'indexesAlone', CopyRun>> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position`,
    [table],
  );
  const columns = rows.map(({ name }) => quoteName(name)).join(', ');
  const psql = (...commands: readonly string[]) =>
    run('psql', [databaseUrl, '-v', 'ON_ERROR_STOP=1', '-qAt', ...commands.flatMap((command) => ['-c', command])]);
  try {
    await psql(`\\copy (select ${columns} from ${table} order by feature_id) to '${file}'`);
    const copy = async (): Promise<CopyRun> => {
      await emptyTable(db);
      const began = performance.now();
      // The backend waits after the copy, so that its processor time can be read.
      const [, databaseS] = await Promise.all([
        psql(`\\copy ${table} (${columns}) from '${file}'`, 'select pg_sleep(1)'),
        lastCpu(db),
      ]);
      return { wallS: (performance.now() - began) / 1000 - 1, databaseS };
    };
    await db.pool.query(`alter table ${table} disable trigger user`);
    const indexesAlone = await copy();
    await db.pool.query(`alter table ${table} enable trigger user`);
    return { indexesAlone, withTriggers: await copy() };
  } finally {
    await rm(file, { force: true });
  }
}

/** Takes all rows and their counts away. */
export async function emptyTable(db: Db): Promise<void> {
  await db.pool.query(`truncate ${table}, ${table}_cell`);
  await db.pool.query('checkpoint');
}

/** Processor time of psql's backend, as it is while it sleeps in the end. */
async function lastCpu(db: Db): Promise<number> {
  for (;;) {
    const { rows } = await db.pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'psql' and datname = current_database()
         and query like 'select pg_sleep%' and state = 'active'`,
    );
    const [found] = rows;
    if (found) return cpuOf(found.pid);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
