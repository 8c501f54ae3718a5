import { Fault } from '#contract/faults.ts';
import type { ImportReport } from '#contract/imports.ts';
import { Kept } from './kept.ts';
import type { ImportResult } from './run.ts';

/** How an import of this process ended: with a report, or with what it failed of. */
export interface Ended {
  readonly report: ImportReport | null;
  readonly failure: Error | null;
  readonly cancelled: boolean;
}

interface Job {
  readonly stop: AbortController;
  /** Settles when it has ended; never rejects. */
  readonly done: Promise<unknown>;
}

const hourMs = 3_600_000;
/** Imports of this process, by id. */
const jobs = new Map<string, Job>();
/** How the last ones ended: nothing of a trial is recorded in the database. */
const ends = new Kept<Ended>({ most: 20, mostBytes: 64_000_000, ms: hourMs });

/**
 * Runs an import as one of this process: `work` is told to stop when it is cancelled, or when `until` aborts. Throws Fault, at
 * once, where one of this id runs.
 */
export function runJob(
  { id, collection, until }: { readonly id: string; readonly collection: string; readonly until: AbortSignal },
  work: (signal: AbortSignal) => Promise<ImportResult>,
): Promise<ImportResult> {
  if (jobs.has(id)) throw new Fault('importRunning', { collection });
  ends.drop(id);
  const stop = new AbortController();
  const running = work(AbortSignal.any([until, stop.signal]));
  const end = (ended: Ended) => {
    jobs.delete(id);
    ends.keep(id, ended, ended.report === null ? 0 : JSON.stringify(ended.report).length);
  };
  const done = running.then(
    ({ report }) => end({ report, failure: null, cancelled: report.outcome === 'cancelled' }),
    (failure: Error) => end({ report: null, failure, cancelled: stop.signal.aborted }),
  );
  jobs.set(id, { stop, done });
  // Whoever waits for the result finds the end kept already.
  return done.then(() => running);
}

/** Whether an import of this process runs. */
export function isJob(id: string): boolean {
  return jobs.has(id);
}

/** Tells an import of this process to stop, which takes a moment; false where none of this id runs. */
export function cancelJob(id: string): boolean {
  const job = jobs.get(id);
  job?.stop.abort(new Error('the import was cancelled'));
  return job !== undefined;
}

/** How an import of this process ended; null where it runs, or where that is not kept any more. */
export function endOfJob(id: string): Ended | null {
  return ends.get(id);
}

/** Waits until no import of this process runs, but not longer than `ms`. */
export async function jobsEnded(ms: number): Promise<void> {
  const all = Promise.all([...jobs.values()].map(({ done }) => done));
  let clock: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => (clock = setTimeout(resolve, ms)));
  await Promise.race([all, patience]);
  clearTimeout(clock);
}
