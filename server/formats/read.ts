import { startWorker } from '#server/worker.ts';
import type { ReadRequest, SourceFile } from './read-file.ts';
import { overLimit } from './limits.ts';
import { Unreadable, type UnreadableData } from './unreadable.ts';

export type ReadAnswer = { readonly source: SourceFile } | { readonly unreadable: UnreadableData };

/**
 * Reads files as one layer in a thread of its own, which is ended when `signal` aborts or the time is over. A reader
 * that crashes on a broken file takes nothing with it. Throws Unreadable.
 */
export async function readInThread(request: ReadRequest, signal?: AbortSignal): Promise<SourceFile> {
  const answer = await new Promise<ReadAnswer>((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = startWorker(new URL('./read-worker.ts', import.meta.url), request);
    const end = (because: Error) => {
      reject(because);
      void worker.terminate();
    };
    const abort = () => end(signal?.reason as Error);
    const clock = setTimeout(() => end(tooSlow(request.limits.readMs)), request.limits.readMs);
    signal?.addEventListener('abort', abort, { once: true });
    worker.once('message', resolve);
    worker.once('error', (error) => reject(crashed(error)));
    worker.once('exit', () => {
      clearTimeout(clock);
      signal?.removeEventListener('abort', abort);
      // Settles nothing where an answer has come.
      reject(crashed(new Error('no answer')));
    });
  });
  if ('source' in answer) return answer.source;
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
