import { Fault } from '#contract/faults.ts';
import type { ImportProgress, ImportReport } from '#contract/imports.ts';
import type { Db, Queryable } from '#db/db.ts';
import { queries } from './queries.ts';

export interface NewBatch {
  readonly id: string;
  readonly collection: ImportReport['collection'];
  readonly fileName: string;
  readonly fileSha256: string;
  readonly importedBy: string;
}

/** A record of an import that runs. `beat` is called by a clock; `stop` must be called in the end. */
export interface RunningBatch {
  stop(): void;
}

const beatMs = 5_000;
/** Imports of this process, by id: how far they are. */
const running = new Map<string, ImportProgress>();

/** Marks imports as failed that were killed while they ran. To be called when a portal starts. */
export async function failStaleImports(db: Queryable): Promise<number> {
  return db.none(queries.failStale);
}

/** Records that an import begins and keeps it alive. Throws Fault where one of the same collection runs, or the id is taken. */
export async function openBatch(db: Db, batch: NewBatch): Promise<RunningBatch> {
  await failStaleImports(db);
  if ((await db.none(queries.openBatch, { ...batch })) === 0) {
    throw new Fault('importRunning', { collection: batch.collection });
  }
  const clock = setInterval(() => {
    const progress = JSON.stringify(running.get(batch.id) ?? null);
    db.none(queries.heartbeat, { id: batch.id, progress }).catch((error: Error) => {
      console.error(`import ${batch.id}: the database did not take its sign of life (${error.message})`);
    });
  }, beatMs);
  clock.unref();
  return { stop: () => clearInterval(clock) };
}

/** Records how an import ended. */
export async function closeBatch(db: Queryable, report: ImportReport): Promise<void> {
  const state = report.outcome === 'wouldImport' ? 'imported' : report.outcome;
  // Half a letter, which a file may hold, is no text to the database: the import would stay as one that runs.
  const text = JSON.stringify(report).replace(
    /(\\\\)|\\ud[89a-f][0-9a-f]{2}/g,
    (_, backslash?: string) => backslash ?? '?',
  );
  await db.none(queries.closeBatch, { id: report.id, state, report: text });
}

/** Says how far an import of this process is. */
export function setProgress(id: string, step: string, done: number, total: number | null): void {
  running.set(id, { id, step, done, total, finished: false });
}

/** Forgets the progress of an import that has ended; the record of the database answers from then on. */
export function endProgress(id: string): void {
  running.delete(id);
}

/** How far an import is, of this process or another; null where there is none of that id. */
export async function readProgress(db: Queryable, id: string): Promise<ImportProgress | null> {
  const mine = running.get(id);
  if (mine) return mine;
  const batch = await db.maybeOne<{ state: string; progress: ImportProgress | null }>(queries.findBatch, { id });
  if (batch === null) return null;
  if (batch.state === 'running') return batch.progress ?? { id, step: 'read', done: 0, total: null, finished: false };
  return { id, step: batch.state, done: 1, total: 1, finished: true };
}
