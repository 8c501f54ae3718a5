import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readConfig } from '#server/config.ts';
import type { Db } from '#db/db.ts';
import { openDatabase } from '#db/open.ts';
import { cpuOf } from './peers.ts';
import { makeOwnDatabase } from '../own-database.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** ADMIN_TOKEN of the portal that is measured. */
export const benchToken = 'a-token-of-the-bench-alone';

/** A portal that listens. */
export interface ServedPortal {
  readonly url: string;
  /** Processor time that it has used, in seconds. */
  cpuSeconds(): Promise<number>;
  /** Resident memory in MB, as the system says it. */
  memory(): Promise<number>;
  close(): Promise<void>;
}

/** A portal over a database of its own, and a second way into that database for the bare statements. */
export interface BenchPortal extends ServedPortal {
  readonly db: Db;
  /** What a command beside it needs in its environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Starts another portal on the same database and folder, whose memory is empty. */
  another(): Promise<ServedPortal>;
}

export interface BenchOptions {
  /** A boundary file of communes to import instead of the demo province. */
  readonly file: string | null;
}

/** Makes a database, fills it and starts the portal on it. Everything is taken away again by `close`. */
export async function startBenchPortal({ file }: BenchOptions): Promise<BenchPortal> {
  const place = await makeOwnDatabase('bench');
  const dataDir = await mkdtemp(path.join(tmpdir(), 'ntm-bench-'));
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    ...place.env,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    REFERENCE_DATE: '2024-10-31',
    DEMO: file === null ? 'on' : 'off',
    // The generator names other clients, so that no limit by address is measured.
    TRUST_PROXY: '1',
    // By which it tells its memory to whoever names another client.
    ADMIN_TOKEN: benchToken,
  };
  const drop = async () => {
    await place.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  let child = serve(env);
  try {
    let url = await listening(child);
    if (file !== null) await importFile(file, env);
    // What it took to fill the database is no part of what is measured.
    await end(child);
    child = serve(env);
    url = await listening(child);
    const db = await openDatabase(readConfig(env), { role: 'script' });
    if (file !== null) await inventAssessments(db);
    return {
      url,
      db,
      env: place.env,
      cpuSeconds: () => cpuOf(child.pid ?? 0),
      memory: () => memoryOf(child),
      async another() {
        const second = serve(env);
        return {
          url: await listening(second),
          cpuSeconds: () => cpuOf(second.pid ?? 0),
          memory: () => memoryOf(second),
          close: () => end(second),
        };
      },
      async close() {
        await db.close();
        await end(child);
        await drop();
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    await drop();
    throw error;
  }
}

function serve(env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', path.join(root, 'scripts/bench/serve.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}

/** Waits for the portal's address; fails where it ends before. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /^listening on (\S+)$/m.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the portal ended with code ${code}:\n${output}`)));
  });
}

async function importFile(file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = [
    '--import',
    'tsx',
    path.join(root, 'scripts/import.ts'),
    '--collection',
    'communes',
    file,
    '--skip-refused',
  ];
  const child = spawn(process.execPath, [...args, '--valid-from', '2019-01-01'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`the import of ${file} ended with code ${code}`);
}

/** Three years of 19 criteria for every commune, so that a country of values has something to count. */
async function inventAssessments(db: Db): Promise<void> {
  await db.pool.query(
    `insert into assessment (admin_unit_id, set_id, criterion_no, status, valid_on, recorded_by, source, origin)
     select unit.unit_id, 'xa-ntm', no, case when (unit.unit_id * 7 + no * 13 + year) % 10 < 6 + year then 'met' else 'notMet' end,
            make_date(2021 + year, 12, 31), 'bench', 'bench', 'demo'
     from unit_version unit, generate_series(1, 19) no, generate_series(0, 2) year
     where unit.level = 'commune' and unit.kind = 'commune'`,
  );
  await db.pool.query(`update resource_revision set revision = revision + 1, updated_at = clock_timestamp()`);
  await db.pool.query('analyze');
}
