import { ImportReport } from '#contract/imports.ts';
import type { ImportStep, RecordedImport } from '#contract/running-imports.ts';
import type { Db } from '#db/db.ts';
import { isImporting, readProgress, runningStep } from './batch.ts';
import { closingOf } from './closing.ts';
import { endOfJob, isJob } from './jobs.ts';
import { queries } from './queries.ts';

/** How far an import is; in the end its report, or what it failed of, where that is still known. */
export interface ImportStatus extends ImportStep {
  readonly report: ImportReport | null;
  readonly failure: Error | null;
}

/** How far an import is, of this process or another; null where none of that id is known. */
export async function readStatus(db: Db, id: string): Promise<ImportStatus | null> {
  if (isJob(id)) return { ...runningStep(id), report: null, failure: null };
  const ended = endOfJob(id);
  if (ended !== null) {
    const { report, failure, cancelled } = ended;
    // What was imported may have been taken back since.
    const standing = report?.outcome === 'imported' ? await readProgress(db, id) : null;
    const step = standing?.step ?? report?.outcome ?? (cancelled ? 'cancelled' : 'failed');
    return { id, step, done: 1, total: 1, finished: true, report, failure: cancelled ? null : failure };
  }
  const found = await readProgress(db, id);
  if (found === null || isJob(id)) return found && { ...runningStep(id), report: null, failure: null };
  const { report, ...step } = found;
  return { ...step, report: reportOf(report), failure: null };
}

interface Recorded extends Omit<RecordedImport, 'outcome' | 'file'> {
  readonly fileName: string;
  readonly state: NonNullable<RecordedImport['outcome']> | 'running';
}

/** The last imports that were recorded, newest first. */
export async function listRecorded(db: Db, limit: number): Promise<RecordedImport[]> {
  const rows = await db.many<Recorded>(queries.listBatches, { limit });
  return Promise.all(
    rows.map(async ({ fileName, state, ...others }) => {
      // One that its process left behind stands there as one that runs until the next one begins.
      const runs = state === 'running' && (isJob(others.id) || (await isImporting(db, others.collection)));
      return { ...others, file: fileName, outcome: runs ? null : state === 'running' ? 'failed' : state };
    }),
  );
}

/** A report as it is recorded; those of earlier versions lack what came later. */
function reportOf(recorded: unknown): ImportReport | null {
  if (typeof recorded !== 'object' || recorded === null) return null;
  const later = { likely: {}, fileRefused: false, succession: null, closing: { vi: '', en: '' } };
  const read = ImportReport.safeParse({ ...later, ...recorded });
  if (!read.success) return null;
  return read.data.closing.vi === '' ? { ...read.data, closing: closingOf(read.data) } : read.data;
}
