import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ImportReport } from '#contract/imports.ts';
import type { Db } from '#db/db.ts';
import type { Unreadable } from '#formats/unreadable.ts';
import { closeBatch, endProgress, openBatch } from './batch.ts';
import type { OnProgress } from './kinds/boundaries/derive.ts';
import type { RefusedBook } from './refused/book.ts';

export interface ImportHooks {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
  /** Given what was refused, where anything was. */
  readonly keepRefused?: (book: RefusedBook) => Promise<void>;
}

/** What an import did, and how the file failed to be read where it did. */
export interface ImportResult {
  readonly report: ImportReport;
  readonly unreadable: Unreadable | null;
}

/** An import at work, whatever it imports. */
export interface Importing {
  run(): Promise<ImportResult>;
  /** The report as it stands. */
  report(outcome: ImportReport['outcome']): ImportReport;
  /** Whether the record of the batch was closed together with what was written. */
  readonly closed: boolean;
  /** What was refused of the file, to be asked for when it has run; null where nothing was. */
  refused(): Promise<RefusedBook | null>;
}

/** What is imported by whom. Nothing of a dry run is recorded. */
export interface ImportOccasion {
  readonly id: string;
  readonly collection: ImportReport['collection'];
  readonly dryRun: boolean;
  readonly by: string;
  readonly fileName: string;
  readonly paths: readonly string[];
}

/**
 * Runs an import and keeps the record of it: opened before, closed after, whatever happens. A file that is refused is an
 * answer, not an error; whatever is thrown (a lost database, a bug) has left nothing half-written. Throws Fault
 * where an import of the same collection is running.
 */
export async function runImport(
  db: Db,
  occasion: ImportOccasion,
  makeImporting: (hooks: ImportHooks) => Importing,
  hooks: ImportHooks,
): Promise<ImportResult> {
  const { id, collection, by, fileName, paths } = occasion;
  if (occasion.dryRun) {
    const trying = makeImporting(hooks);
    try {
      const result = await trying.run();
      await keepRefused(id, trying, hooks);
      return result;
    } catch (error) {
      if (hooks.signal?.aborted) return { report: trying.report('cancelled'), unreadable: null };
      throw error;
    } finally {
      endProgress(id);
    }
  }
  const batch = await openBatch(db, { id, collection, fileName, fileSha256: await digest(paths), importedBy: by });
  const importing = makeImporting({ ...hooks, signal: anyOf(batch.lost, hooks.signal) });
  try {
    const result = await importing.run();
    if (!importing.closed) await closeBatch(db, result.report);
    await keepRefused(id, importing, hooks);
    return result;
  } catch (error) {
    const failed = importing.report(hooks.signal?.aborted ? 'cancelled' : 'failed');
    await closeBatch(db, failed)
      // That it failed is worth more than what was found in the file: nobody has to wait for it any more.
      .catch(() => closeBatch(db, { ...failed, fields: {}, issues: [], notes: [] }))
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

/** What was imported holds whether or not its refused rows can be kept; they are nobody's to read in a log. */
async function keepRefused(id: string, importing: Importing, { keepRefused: keep }: ImportHooks): Promise<void> {
  if (keep === undefined) return;
  try {
    const book = await importing.refused();
    if (book !== null) await keep(book);
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    console.error(`import ${id}: its refused rows could not be kept (${code ?? name})`);
  }
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
