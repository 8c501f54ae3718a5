/**
 * A thread that reads one file. `workerData` is a ReadRequest; it posts a ReadAnswer with what is known of the layer,
 * then one with features each time that it is asked for more, and one that says that there are none left.
 */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { cutChunks } from './chunks.ts';
import { openSource, type ReadRequest } from './read-file.ts';
import type { ReadAnswer } from './read.ts';
import { packFeatures } from './pack-features.ts';
import { Unreadable } from './unreadable.ts';

const chunkRows = 2_000;
const pieceRows = 500;

async function* answers(request: ReadRequest): AsyncGenerator<ReadAnswer> {
  try {
    const { features, notes, ...head } = await openSource(request);
    yield { head };
    let isFirst = true;
    for await (const chunk of cutChunks(features, chunkRows)) {
      // By the first chunk a layer is judged; what comes later is soon gone in small pieces, and stays for long in large ones.
      const most = isFirst ? chunkRows : pieceRows;
      isFirst = false;
      for (let from = 0; from < chunk.length; from += most) {
        const piece = chunk.slice(from, from + most);
        const packed = packFeatures(piece);
        yield packed === null ? { chunk: piece } : { packed };
      }
    }
    yield { done: notes() };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { kind, code, reason, todo } = error;
    yield { unreadable: { kind, code, reason, todo } };
  }
}

if (parentPort) {
  for await (const answer of answers(workerData as ReadRequest)) {
    // Whoever reads asks for the next chunk when this one is dealt with, so that no more than one waits in memory.
    const asked = 'head' in answer || 'chunk' in answer || 'packed' in answer ? once(parentPort, 'message') : null;
    parentPort.postMessage(answer);
    await asked;
  }
  parentPort.close();
}
