import { stat } from 'node:fs/promises';
import { Fault, type FaultCode, type FaultParameters } from '#contract/faults.ts';
import type { Config } from '#server/config.ts';
import type { Db } from '#db/db.ts';
import { startWorker } from '#server/worker.ts';
import type { ImportReport } from '#contract/imports.ts';
import { Unreadable, type UnreadableData } from '#formats/unreadable.ts';
import { endProgress, setProgress } from './batch.ts';
import { beginImport, type Uploaded } from './begin.ts';
import { writeRefused } from './refused/book.ts';
import { makeRefusedFile, settleRefused } from './refused/files.ts';
import type { ImportResult } from './run.ts';

/** What a thread is given to import: its own connection and the declarations it finds itself. */
export interface ImportOrder extends Omit<Uploaded, 'subject'> {
  readonly config: Config;
  /** Where it writes what was refused. */
  readonly refusedTo: string;
}

/** What it says, the last of the three once. */
export type ImportAnswer =
  | { readonly progress: { readonly step: string; readonly done: number; readonly total: number | null } }
  | { readonly report: ImportReport; readonly unreadable: UnreadableData | null }
  | { readonly failed: Failure };

/** An error on its way out of a thread, which takes its class away. */
export type Failure =
  | { readonly fault: FaultCode; readonly parameters: Fault['parameters']; readonly at: string | undefined }
  | { readonly message: string; readonly code: unknown; readonly stack: string | undefined };

/** Up to this a file is imported in a moment; starting a thread would take longer. */
const smallBytes = 200_000;
/** From being told to stop until a thread that does not is ended. */
const stopMs = 3_000;

/**
 * Imports an upload without holding up those who read: a large one in a thread of its own. Throws as `beginImport`.
 */
export async function importUpload(
  deps: { readonly db: Db; readonly config: Config },
  upload: Uploaded,
  signal: AbortSignal,
): Promise<ImportResult> {
  const sizes = await Promise.all(upload.files.map(async ({ path }) => (await stat(path)).size));
  const isSmall = sizes.reduce((sum, size) => sum + size, 0) <= smallBytes;
  const refusedTo = await makeRefusedFile();
  try {
    if (!isSmall) return await inThread({ ...upload, config: deps.config, refusedTo }, signal);
    return await beginImport(deps, upload, { signal, keepRefused: (book) => writeRefused(refusedTo, book) });
  } finally {
    await settleRefused(upload.id, refusedTo);
  }
}

async function inThread(
  { config, query, id, files, beside, refusedTo }: ImportOrder,
  signal: AbortSignal,
): Promise<ImportResult> {
  signal.throwIfAborted();
  const order: ImportOrder = { config, query, id, files, beside, refusedTo };
  const worker = startWorker(new URL('./import-worker.ts', import.meta.url), order);
  const stop = () => {
    worker.postMessage('stop');
    setTimeout(() => void worker.terminate(), stopMs).unref();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const answer = await new Promise<Exclude<ImportAnswer, { progress: unknown }>>((resolve, reject) => {
      worker.on('message', (said: ImportAnswer) => {
        if ('progress' in said) setProgress(id, said.progress.step, said.progress.done, said.progress.total);
        else resolve(said);
      });
      worker.once('error', reject);
      worker.once('exit', () =>
        reject(
          signal.aborted ? (signal.reason as Error) : new Error('the thread of the import ended without an answer'),
        ),
      );
    });
    if ('failed' in answer) throw errorOf(answer.failed);
    const { report, unreadable } = answer;
    if (unreadable === null) return { report, unreadable };
    const { kind, code, reason, todo } = unreadable;
    return { report, unreadable: new Unreadable(kind, code, reason, todo) };
  } finally {
    signal.removeEventListener('abort', stop);
    endProgress(id);
    void worker.terminate();
  }
}

/** An error as a thread may post it. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Fault) return { fault: error.code, parameters: error.parameters, at: error.at };
  const { message, stack, code } = error as Error & { code?: unknown };
  return { message, stack, code };
}

function errorOf(failure: Failure): Error {
  if ('fault' in failure) {
    return new Fault(failure.fault, failure.parameters as FaultParameters<FaultCode>, failure.at);
  }
  return Object.assign(new Error(failure.message), { code: failure.code, stack: failure.stack });
}
