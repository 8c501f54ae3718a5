import { Fault } from '#contract/faults.ts';
import type { ImportReport } from '#contract/imports.ts';
import type { ImportStep } from '#contract/running-imports.ts';
import { dropBesideStatement } from '#catalog/beside-sql.ts';
import type { Db, Queryable } from '#db/db.ts';
import { queries } from './queries.ts';

export interface NewBatch {
  readonly id: string;
  readonly collection: ImportReport['collection'];
  readonly fileName: string;
  readonly fileSha256: string;
  readonly importedBy: string;
}

/** A record of an import that runs; `stop` must be called in the end. */
export interface RunningBatch {
  /** Aborts where nothing keeps others from importing the same any more. */
  readonly lost: AbortSignal;
  stop(): Promise<void>;
}

/** How often others are told how far an import is. */
const tellMs = 5_000;
/** Imports of this process, by id: how far they are. */
const running = new Map<string, ImportStep>();

/** Marks imports as failed that were killed while they ran, and clears after them. To be called when a portal starts. */
export async function failKilledImports(db: Db): Promise<number> {
  let failed = 0;
  for (const { collection } of await db.many<{ collection: string }>(queries.leftCollections)) {
    const held = await db.hold(importOf(collection));
    // One that runs, here or elsewhere, has its name.
    if (held === null) continue;
    try {
      failed += await failLeft(db, collection);
    } finally {
      await held.release();
    }
  }
  return failed;
}

/**
 * Marks what stands as running of a collection as failed, and takes away what any import of it left; only for whoever holds
 * its name.
 */
async function failLeft(db: Db, collection: string): Promise<number> {
  await db.none(dropBesideStatement(collection));
  return db.none(queries.failLeft, { collection });
}

/** Records that an import begins and keeps it alive. Throws Fault where one of the same collection runs, or the id is taken. */
export async function openBatch(db: Db, batch: NewBatch): Promise<RunningBatch> {
  const held = await db.hold(importOf(batch.collection));
  if (held === null) throw new Fault('importRunning', { collection: batch.collection });
  try {
    // Whoever left a record open without holding the name was killed.
    await failLeft(db, batch.collection);
    if ((await db.none(queries.openBatch, { ...batch })) === 0) {
      throw new Fault('importRunning', { collection: batch.collection });
    }
  } catch (error) {
    await held.release();
    throw error;
  }
  const clock = setInterval(() => {
    const progress = JSON.stringify(running.get(batch.id) ?? null);
    db.none(queries.tellProgress, { id: batch.id, progress }).catch((error: Error) => {
      console.error(`import ${batch.id}: the database was not told how far it is (${error.message})`);
    });
  }, tellMs);
  clock.unref();
  return {
    lost: held.lost,
    async stop() {
      clearInterval(clock);
      await held.release();
    },
  };
}

/** Records how an import ended. */
export async function closeBatch(db: Queryable, report: ImportReport): Promise<void> {
  const state = report.outcome === 'wouldImport' ? 'imported' : report.outcome;
  // Half a letter or a NUL, which a file may hold, is no text to the database: the import would stay as one that runs.
  const text = JSON.stringify(report).replace(
    /(\\\\)|\\u0000|\\ud[89a-f][0-9a-f]{2}/g,
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

interface FoundBatch {
  readonly collection: string;
  readonly state: string;
  readonly progress: ImportStep | null;
  /** As it was recorded; null while it runs. */
  readonly report: unknown;
}

/** How far an import of this process is, which may have told nothing yet. */
export function runningStep(id: string): ImportStep {
  return running.get(id) ?? { id, step: 'read', done: 0, total: null, finished: false };
}

/** Whether anybody imports into a collection. */
export function isImporting(db: Db, collection: string): Promise<boolean> {
  return db.isHeld(importOf(collection));
}

/** How far an import is, of this process or another, with the report of one that has ended; null where there is none of that id. */
export async function readProgress(db: Db, id: string): Promise<(ImportStep & { readonly report: unknown }) | null> {
  const mine = running.get(id);
  if (mine) return { ...mine, report: null };
  const find = () => db.maybeOne<FoundBatch>(queries.findBatch, { id });
  let batch = await find();
  if (batch === null) return null;
  if (batch.state === 'running') {
    if (await isImporting(db, batch.collection)) return { ...(batch.progress ?? runningStep(id)), report: null };
    // It ended meanwhile, or was killed.
    batch = await find();
  }
  const state = batch === null || batch.state === 'running' ? 'failed' : batch.state;
  return { id, step: state, done: 1, total: 1, finished: true, report: batch?.report ?? null };
}

/** The name that an import of a collection holds. */
function importOf(collection: string): string {
  return `import ${collection}`;
}
