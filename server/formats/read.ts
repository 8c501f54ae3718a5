import type { Worker } from 'node:worker_threads';
import { startWorker } from '#server/worker.ts';
import { collect } from './chunks.ts';
import type { SourceFeature, SourceNote } from './driver.ts';
import { unpackFeatures, type PackedRows } from './pack-features.ts';
import type { ReadRequest, SourceFile } from './read-file.ts';
import type { OpenSource, SourceHead } from './source.ts';
import { overLimit } from './limits.ts';
import { Unreadable, type UnreadableData } from './unreadable.ts';

/** What it makes is of one chunk and soon gone: with the usual 48 MB it would only give back later. */
const maxYoungGenerationSizeMb = 8;

export type ReadAnswer =
  | { readonly head: SourceHead }
  | { readonly chunk: readonly SourceFeature[] }
  | { readonly packed: PackedRows }
  | { readonly done: readonly SourceNote[] }
  | { readonly unreadable: UnreadableData };

/**
 * Opens files as one layer in a thread of its own, which is ended when `signal` aborts, when the time for a chunk is
 * over, and when nobody wants more of it. A reader that crashes on a broken file takes nothing with it. Throws
 * Unreadable, also while features are read.
 */
export async function openInThread(request: ReadRequest, signal?: AbortSignal): Promise<OpenSource> {
  signal?.throwIfAborted();
  const worker = startWorker(new URL('./read-worker.ts', import.meta.url), request, { maxYoungGenerationSizeMb });
  try {
    const answer = await nextAnswer(worker, request.limits.readMs, signal);
    if (!('head' in answer)) throw crashed(new Error('no layer'));
    const notes: SourceNote[] = [];
    const features = featuresOf(worker, notes, request.limits.readMs, signal);
    return { ...answer.head, features, notes: () => notes };
  } catch (error) {
    void worker.terminate();
    throw error;
  }
}

/** Reads files as one layer, all of it, as `openInThread` does: polygons, packed. */
export async function readInThread(request: ReadRequest, signal?: AbortSignal): Promise<SourceFile> {
  const { features, notes, ...head } = await openInThread({ ...request, packed: true }, signal);
  const read = await collect(features);
  return { ...head, features: read, notes: notes() };
}

async function* featuresOf(
  worker: Worker,
  notes: SourceNote[],
  readMs: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly SourceFeature[]> {
  try {
    const ask = () => {
      const answering = nextAnswer(worker, readMs, signal);
      // Whoever waits for it is told; nobody may be waiting yet.
      answering.catch(() => undefined);
      worker.postMessage('more');
      return answering;
    };
    // The next chunk is read while this one is dealt with.
    let answer = await ask();
    while ('chunk' in answer || 'packed' in answer) {
      const next = ask();
      yield 'chunk' in answer ? answer.chunk : unpackFeatures(answer.packed);
      answer = await next;
    }
    if ('done' in answer) notes.push(...answer.done);
  } finally {
    void worker.terminate();
  }
}

/** What the thread says next. Throws Unreadable, and what `signal` aborts with. */
async function nextAnswer(worker: Worker, readMs: number, signal: AbortSignal | undefined): Promise<ReadAnswer> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const answer = await new Promise<ReadAnswer>((resolve, reject) => {
    const listen = <Value>(event: string, listener: (value: Value) => void) => {
      worker.once(event, listener);
      stop.signal.addEventListener('abort', () => worker.off(event, listener));
    };
    const clock = setTimeout(() => reject(tooSlow(readMs)), readMs);
    stop.signal.addEventListener('abort', () => clearTimeout(clock));
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true, signal: stop.signal });
    listen('message', resolve);
    listen('error', (error) => reject(crashed(error)));
    listen('exit', () => reject(crashed(new Error('no answer'))));
  }).finally(() => stop.abort());
  if (!('unreadable' in answer)) return answer;
  const { kind, code, reason, todo } = answer.unreadable;
  throw new Unreadable(kind, code, reason, todo);
}

function tooSlow(limitMs: number): Unreadable {
  const seconds = Math.round(limitMs / 1000);
  return overLimit(
    'readTime',
    { vi: `Đọc tệp quá ${seconds} giây.`, en: `Reading the file took more than ${seconds} seconds.` },
    { vi: 'Chia tệp thành nhiều phần.', en: 'Divide the file into parts.' },
  );
}

/** WebAssembly gives up on memory or on a file so broken that GDAL trips over it. */
function crashed(error: unknown): Unreadable {
  const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return new Unreadable(
    'broken',
    'readerCrashed',
    {
      vi: `Tệp làm bộ đọc dừng giữa chừng (${why.slice(0, 120)}).`,
      en: `The file made the reader stop (${why.slice(0, 120)}).`,
    },
    { vi: 'Tệp có thể hỏng: xuất lại tệp.', en: 'The file may be broken: export it again.' },
  );
}
