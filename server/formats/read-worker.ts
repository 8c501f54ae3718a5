/** A thread that reads one file. `workerData` is a ReadRequest; it posts a ReadAnswer. */
import { parentPort, workerData } from 'node:worker_threads';
import { readSource, type ReadRequest } from './read-file.ts';
import type { ReadAnswer } from './read.ts';
import { Unreadable } from './unreadable.ts';

async function answer(request: ReadRequest): Promise<ReadAnswer> {
  try {
    return { source: await readSource(request) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { kind, code, reason, todo } = error;
    return { unreadable: { kind, code, reason, todo } };
  }
}

parentPort?.postMessage(await answer(workerData as ReadRequest));
