import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Db } from '#db/db.ts';
import { cpuOf } from '../peers.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** By which the connections of the command are told from those of a portal beside it. */
const application = 'bench-import';
const sampleMs = 100;

/** What an import by the command took: processor in seconds, memory at its highest. */
export interface CommandRun {
  readonly outcome: string;
  readonly wallS: number;
  readonly nodeS: number;
  readonly databaseS: number;
  readonly memoryMb: number;
  /** Notes of its report. */
  readonly notes: number;
}

/**
 * Imports a file by the command, of this code or of another work tree's. Its processor is that of its process with all threads
 * and of the database's processes that serve it, as the system says it: of the tenth of a second before each ends nothing is known.
 */
export async function runImportCommand(
  db: Db,
  file: string,
  options: readonly string[],
  env: NodeJS.ProcessEnv,
  code = root,
): Promise<CommandRun> {
  const url = new URL(env.DATABASE_URL ?? '');
  url.searchParams.set('application_name', application);
  const report = path.join(tmpdir(), `ntm-bench-import-${process.pid}.json`);
  // As `npm run import` does: rows are soon gone, and with the usual young generation they would take 20 MB more.
  const args = ['--max-semi-space-size=4', '--import', 'tsx', path.join(code, 'scripts/import.ts'), ...options, file];
  const began = performance.now();
  const child = spawn(process.execPath, [...args, '--report', report], {
    cwd: code,
    env: { ...process.env, ...env, DATABASE_URL: url.href },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  const backends = new Map<number, number>();
  let nodeS = 0;
  let memoryMb = 0;
  const sample = async () => {
    const pid = child.pid ?? 0;
    nodeS = Math.max(nodeS, await cpuOf(pid));
    memoryMb = Math.max(memoryMb, await highWater(pid));
    for (const backend of backends.keys())
      backends.set(backend, (await cpuOf(backend)) || (backends.get(backend) ?? 0));
  };
  const find = async () => {
    const { rows } = await db.pool.query<{ pid: number }>(
      'select pid from pg_stat_activity where application_name = $1 and datname = current_database()',
      [application],
    );
    for (const { pid } of rows) if (!backends.has(pid)) backends.set(pid, 0);
  };
  let running = true;
  const watching = (async () => {
    for (let round = 0; running; round++) {
      if (round % 5 === 0) await find();
      await sample();
      await new Promise((resolve) => setTimeout(resolve, sampleMs));
    }
  })();
  await exited;
  running = false;
  await watching;
  const said = await readFile(report, 'utf8');
  await rm(report);
  const { outcome, notes } = JSON.parse(said) as { outcome: string; notes: unknown[] };
  const databaseS = [...backends.values()].reduce((sum, one) => sum + one, 0);
  return { outcome, wallS: (performance.now() - began) / 1000, nodeS, databaseS, memoryMb, notes: notes.length };
}

async function highWater(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024);
}
