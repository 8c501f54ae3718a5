import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ImportReport } from '#contract/imports.ts';
import type { Db } from '#db/db.ts';
import { inMegabytes, overLimit } from '#formats/limits.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { closeBatch, endProgress, openBatch } from './batch.ts';
import { ImportRun, type ImportHooks, type ImportOrder, type Outcome } from './import-run.ts';
import { queries } from './queries.ts';

/** What an import did, and how the file failed to be read where it did. */
export interface ImportResult {
  readonly report: ImportReport;
  readonly unreadable: Unreadable | null;
}

/**
 * What a kind of import does with an order: reads its files, checks them, and unless something is refused puts them into place in
 * one transaction, in which it closes the record of the import. What it finds goes to the run. Throws Unreadable.
 */
export type ImportKind = (run: ImportRun) => Promise<Outcome>;

/**
 * Runs an import and keeps the record of it: opened before, closed after, whatever happens; of a dry run there is none. A file
 * that is refused is an answer, not an error; whatever is thrown (a lost database, a bug) has left nothing half-written.
 * Issues of a kind beyond `mostIssues` are counted. Throws Fault where an import of the same collection is running.
 */
export async function runImport(
  db: Db,
  order: ImportOrder,
  kind: ImportKind,
  hooks: ImportHooks,
  mostIssues = Infinity,
): Promise<ImportResult> {
  const { loaded } = await db.one<{ loaded: boolean }>(queries.isDemoLoaded);
  const begin = (own: ImportHooks) => new ImportRun(order, loaded, own, mostIssues);
  return order.dryRun ? tried(begin(hooks), kind, hooks) : recorded(db, begin, kind, order, hooks);
}

async function tried(run: ImportRun, kind: ImportKind, hooks: ImportHooks): Promise<ImportResult> {
  try {
    const result = await resultOf(run, kind);
    await run.keepRefused();
    return result;
  } catch (error) {
    if (hooks.signal?.aborted) return { report: run.report('cancelled'), unreadable: null };
    throw error;
  } finally {
    endProgress(run.order.id);
  }
}

async function recorded(
  db: Db,
  begin: (hooks: ImportHooks) => ImportRun,
  kind: ImportKind,
  { id, collection, by, files }: ImportOrder,
  hooks: ImportHooks,
): Promise<ImportResult> {
  const fileSha256 = await digest(files.map(({ path }) => path));
  const { fileName } = begin(hooks);
  const batch = await openBatch(db, { id, collection, fileName, fileSha256, importedBy: by });
  const run = begin({ ...hooks, signal: anyOf(batch.lost, hooks.signal) });
  try {
    const result = await resultOf(run, kind);
    if (!run.closed) await closeBatch(db, result.report);
    await run.keepRefused();
    return result;
  } catch (error) {
    const failed = run.report(hooks.signal?.aborted ? 'cancelled' : 'failed');
    await closeBatch(db, failed)
      // That it failed is worth more than what was found in the file: nobody has to wait for it any more.
      .catch(() => closeBatch(db, { ...failed, fields: {}, likely: {}, issues: [], notes: [] }))
      .catch((failure: Error) => {
        console.error(`import ${id}: its end could not be recorded (${failure.message})`);
      });
    if (failed.outcome === 'cancelled') return { report: failed, unreadable: null };
    throw error;
  } finally {
    await batch.stop();
    endProgress(id);
  }
}

async function resultOf(run: ImportRun, kind: ImportKind): Promise<ImportResult> {
  try {
    run.progress('read', 0, null);
    await checkSize(run.order);
    return { report: run.report(await kind(run)), unreadable: null };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    run.findings.issue(error.code, {}, error.reason, error.todo);
    return { report: run.report('refused'), unreadable: error };
  }
}

async function checkSize({ files, limits }: ImportOrder): Promise<void> {
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes <= limits.fileBytes) return;
  throw overLimit(
    'fileSize',
    {
      vi: `Tệp có ${inMegabytes(bytes)}; nhiều nhất là ${inMegabytes(limits.fileBytes)}.`,
      en: `The file has ${inMegabytes(bytes)}; at most ${inMegabytes(limits.fileBytes)} are taken.`,
    },
    { vi: 'Chia dữ liệu thành nhiều tệp.', en: 'Divide the data into several files.' },
  );
}

function anyOf(lost: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
  return signal === undefined ? lost : AbortSignal.any([lost, signal]);
}

async function digest(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
