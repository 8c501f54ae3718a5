import type { AddressInfo } from 'node:net';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { readCatalog, type Catalog } from './catalog/collections.ts';
import type { Config } from './config.ts';
import { Fault } from './contract/faults.ts';
import type { Database, Session } from './db/db.ts';
import { StartFailure } from './db/failure.ts';
import { openDatabase } from './db/open.ts';
import { isLoopback } from './http/base-url.ts';
import { checkBasemap } from './http/basemap.ts';
import { answerBrokenRequests, serverOptions } from './http/broken-requests.ts';
import { Connections } from './http/connections.ts';
import { Door } from './http/door.ts';
import { demoState, isPortalEmpty, loadDemo, removeDemo } from './resources/demo/service.ts';
import { failKilledImports } from '#intake/batch.ts';
import { jobsEnded } from '#intake/jobs.ts';
import { prepareDatabase } from './resources/portal/prepare.ts';
import { sweepWorkFolders } from './work-folders.ts';

export interface RunningPortal {
  readonly url: string;
  /** Stops imports, lets other requests end (those that take longer than `drainMs` are cut), then closes the database. */
  close(): Promise<void>;
}

const drainMs = 8_000;

/**
 * Listens, opens the database, prepares it, and then answers. The port is taken first, so that a busy one is said at
 * once; until the database is ready every request is told to come back. `progress` gets one line a step. Throws
 * StartFailure, or ConfigError.
 */
export async function startPortal(config: Config, progress: (line: string) => void): Promise<RunningPortal> {
  checkBasemap(config);
  let answer: RequestListener = notReady;
  const server = createServer(serverOptions, (request, response) => answer(request, response));
  answerBrokenRequests(server);
  const door = new Door(config);
  door.watch(server);
  const connections = new Connections(server);
  const stopping = new AbortController();
  const url = await listen(server, config);
  if (config.publicUrl === null && !isLoopback(config.host)) {
    progress(
      'PUBLIC_URL is not set: who reaches the portal by a name gets links without a host, which QGIS and GDAL do not follow',
    );
  }
  try {
    const catalog = await readCatalog();
    const db = await openReady(config, catalog, progress);
    const log = pino({ level: config.logLevel });
    answer = createApp(
      { db, config, catalog, log, viewerOf: () => ({ kind: 'public' }), stopping: stopping.signal },
      door,
    );
    return {
      url,
      async close() {
        stopping.abort(new Fault('portalStopping', {}));
        // Imports go on behind their answers: those have no connection by which they are waited for.
        await Promise.all([connections.drain(drainMs), jobsEnded(drainMs)]);
        await db.close();
      },
    };
  } catch (error) {
    server.closeAllConnections();
    server.close();
    throw error;
  }
}

async function openReady(config: Config, catalog: Catalog, progress: (line: string) => void): Promise<Database> {
  progress(
    config.databaseUrl === null ? `opening the embedded database in ${config.dataDir}` : 'connecting to the database',
  );
  const db = await openDatabase(config, { role: 'server', progress });
  try {
    await prepareDatabase(db, catalog, progress, (alone) => settleDemo(alone, catalog, config, progress));
    const killed = await failKilledImports(db);
    if (killed > 0)
      progress(`${killed} import(s) had been broken off with the process that ran them: nothing of them was kept`);
    const left = await sweepWorkFolders();
    if (left > 0) progress(`removed temporary files of ${left} process(es) that were killed`);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

function notReady(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, {
    'Retry-After': '5',
    'Cache-Control': 'no-store',
    'Content-Type': 'text/plain; charset=utf-8',
  });
  response.end('Cổng đang khởi động, xin thử lại sau vài giây. The portal is starting: try again in a few seconds.\n');
}

/** Brings the invented province in or out as the configuration wants; real data is never mixed with it unseen. */
async function settleDemo(
  db: Session,
  catalog: Catalog,
  { demo }: Config,
  progress: (line: string) => void,
): Promise<void> {
  let state = await demoState(db);
  if (state === 'partial' || (state === 'loaded' && demo === 'off')) {
    progress(
      state === 'partial' ? 'clearing a demo province that was half loaded' : 'taking the demo province out (DEMO=off)',
    );
    await removeDemo(db, catalog);
    state = 'absent';
  }
  if (demo === 'on' && state === 'absent' && (await isPortalEmpty(db))) await loadDemo(db, catalog, progress);
}

/**
 * Connections that may wait to be taken, where the machine allows so many. One that finds no room asks again after 1, 3, 7 s:
 * to take it and to refuse is sooner.
 */
const mostComing = 4_096;

function listen(server: Server, { port, host }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${host}:${port}`;
      const reasons: Record<string, string> = {
        EADDRINUSE: `Port ${port} is in use by another program: stop that one, or set PORT to another, for instance PORT=${port + 1}.`,
        EACCES: `Port ${port} may not be opened by this account: set PORT to one above 1023.`,
        EADDRNOTAVAIL: `This machine has no address ${host}: set HOST to 127.0.0.1 or 0.0.0.0.`,
        ENOTFOUND: `This machine has no address ${host}: set HOST to 127.0.0.1 or 0.0.0.0.`,
      };
      reject(new StartFailure(reasons[error.code ?? ''] ?? `The portal cannot listen on ${where} (${error.message}).`));
    });
    server.listen({ port, host, backlog: mostComing }, () => {
      const address = server.address() as AddressInfo;
      const shown = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
      resolve(`http://${shown}:${address.port}`);
    });
  });
}
