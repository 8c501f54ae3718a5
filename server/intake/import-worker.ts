/** A thread that imports one upload. `workerData` is an ImportOrder; it posts ImportAnswers, and stops when told anything. */
import { parentPort, workerData } from 'node:worker_threads';
import { readCatalog } from '#catalog/collections.ts';
import { openDatabase } from '#db/open.ts';
import { beginImport } from './begin.ts';
import { failureOf, type ImportAnswer, type ImportOrder } from './import-thread.ts';
import { writeRefused } from './refused/book.ts';
import { subjectOf } from './upload-request.ts';

const { config, query, id, files, beside, refusedTo } = workerData as ImportOrder;
const stop = new AbortController();
parentPort?.once('message', () => stop.abort(new Error('stopped')));
const say = (answer: ImportAnswer) => parentPort?.postMessage(answer);

try {
  const subject = subjectOf(query, await readCatalog());
  const db = await openDatabase(config, { role: 'script' });
  try {
    const { report, unreadable } = await beginImport(
      { db, config },
      { subject, query, id, files, beside },
      {
        signal: stop.signal,
        onProgress: (step, done, total) => say({ progress: { step, done, total } }),
        keepRefused: (book) => writeRefused(refusedTo, book),
      },
    );
    const data = unreadable && {
      kind: unreadable.kind,
      code: unreadable.code,
      reason: unreadable.reason,
      todo: unreadable.todo,
    };
    say({ report, unreadable: data });
  } finally {
    await db.close();
  }
} catch (error) {
  say({ failed: failureOf(error) });
}
