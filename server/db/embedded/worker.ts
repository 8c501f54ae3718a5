/**
 * The embedded database: PGlite with PostGIS behind a socket, in a thread of its own so that a long query never holds up
 * the web server. `workerData` is WorkerInput; it posts WorkerMessages, and closes on `close`. Where the engine dies it
 * posts `died` and ends.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { makeEngine } from './engine.ts';
import { serveSocket, type SocketServer } from './socket-server.ts';

export interface WorkerInput {
  /** PostgreSQL's own directory. */
  readonly directory: string;
  readonly socketPath: string;
  /** A transaction in which nothing is asked for so long is rolled back: everybody waits for it. */
  readonly idleInTransactionMs: number;
}
export type WorkerMessage =
  { type: 'ready' } | { type: 'failed'; message: string } | { type: 'died'; message: string } | { type: 'closed' };

async function open(input: WorkerInput): Promise<() => Promise<void>> {
  const database = await PGlite.create({ dataDir: input.directory, extensions: { postgis } });
  await database.exec('create extension if not exists postgis');
  let server: SocketServer | null = null;
  const die = (reason: string): never => {
    server?.endAll(
      '57P02',
      `The embedded database ended (${reason}) and is started again: try again in a few seconds.`,
    );
    post({ type: 'died', message: reason });
    // Of this thread.
    process.exit(1);
  };
  server = await serveSocket(await makeEngine(database, die), { ...input, onThrow: ({ message }) => die(message) });
  const serving = server;
  return async () => {
    await serving.close();
    await database.close();
  };
}

function post(message: WorkerMessage) {
  parentPort?.postMessage(message);
}

open(workerData as WorkerInput).then(
  (close) => {
    post({ type: 'ready' });
    parentPort?.once('message', () => {
      void close().then(
        () => post({ type: 'closed' }),
        (error: Error) => post({ type: 'failed', message: error.message }),
      );
    });
  },
  (error: Error) => post({ type: 'failed', message: error.message }),
);
