/**
 * The embedded database: PGlite with PostGIS behind its socket server, in a thread of its own so that a long query
 * never holds up the web server. `workerData` is WorkerInput; it posts `ready` or `failed`, and closes on `close`.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

export interface WorkerInput {
  /** PostgreSQL's own directory. */
  readonly directory: string;
  readonly socketPath: string;
  /** A dump of a fresh database with PostGIS, loaded instead of being made where it exists, made where not. */
  readonly templateFile: string | null;
}
export type WorkerMessage = { type: 'ready' } | { type: 'failed'; message: string } | { type: 'closed' };

const maxConnections = 50;

async function open({ directory, socketPath, templateFile }: WorkerInput): Promise<() => Promise<void>> {
  const template = templateFile ? await readFile(templateFile).catch(() => null) : null;
  const database = await PGlite.create({
    dataDir: directory,
    extensions: { postgis },
    ...(template ? { loadDataDir: new Blob([template]) } : {}),
  });
  await database.exec('create extension if not exists postgis');
  if (templateFile && !template) {
    const dump = await database.dumpDataDir('gzip');
    // Moved into place whole: another process may be reading.
    const written = `${templateFile}.${process.pid}`;
    await writeFile(written, Buffer.from(await dump.arrayBuffer()));
    await rename(written, templateFile);
  }
  const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections });
  await server.start();
  return async () => {
    await server.stop();
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
