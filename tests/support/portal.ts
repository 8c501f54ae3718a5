import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { readCatalog, type Catalog } from '#catalog/collections.ts';
import { Fault } from '#contract/faults.ts';
import type { Viewer } from '#contract/viewer.ts';
import { createApp } from '#server/app.ts';
import { readConfig, type Config } from '#server/config.ts';
import { answerBrokenRequests, serverOptions } from '#http/broken-requests.ts';
import { Connections } from '#http/connections.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { checkDescribed } from './described.ts';
import { makeTestDatabase, type TestDatabase } from './database.ts';

export interface TestPortal extends TestDatabase {
  readonly url: string;
  readonly config: Config;
  readonly catalog: Catalog;
  readonly server: Server;
  /** Aborts when the portal is told to stop; `stop` tells it. */
  readonly stopping: AbortSignal;
  stop(): void;
  /** GET (or `init`) an address of this portal; throws where the answer is none that the OpenAPI document describes. */
  get(path: string, init?: RequestInit): Promise<Response>;
}

export const adminToken = 'a-token-for-tests-only';

export interface PortalOptions {
  /** The collections of the portal; those of `data/collections` where nothing is said. */
  readonly catalog?: Catalog;
  /** Who a request comes from, as the portal would find it out; the public where nothing is said. */
  readonly viewerOf?: (request: IncomingMessage) => Viewer;
  /** How far the database is prepared: with tables of all collections where nothing is said. */
  readonly stage?: 'collections' | 'demo';
}

/** The portal's app over a fresh database, listening on a free port. `drop` ends both. */
export async function startTestPortal(env: NodeJS.ProcessEnv = {}, options: PortalOptions = {}): Promise<TestPortal> {
  const database = await makeTestDatabase({ stage: options.catalog ? 'migrated' : (options.stage ?? 'collections') });
  const config = readConfig({
    ...database.env,
    ADMIN_TOKEN: adminToken,
    LOG_LEVEL: 'silent',
    TILE_FILES_MB: '0',
    ...env,
  });
  const catalog = options.catalog ?? (await readCatalog());
  if (options.catalog) await syncCollections(database.db, catalog);
  const viewerOf = options.viewerOf ?? (() => ({ kind: 'public' }) as const);
  const log = pino({ level: 'silent' });
  const stopping = new AbortController();
  const server = createServer(
    serverOptions,
    createApp({ db: database.db, config, catalog, viewerOf, log, stopping: stopping.signal }),
  );
  answerBrokenRequests(server);
  new Connections(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...database,
    url,
    config,
    catalog,
    server,
    stopping: stopping.signal,
    stop: () => stopping.abort(new Fault('portalStopping', {})),
    async get(path, init) {
      const response = await fetch(`${url}${path}`, init);
      // A request that is broken off has nothing to check.
      if (!init?.signal) await checkDescribed(init?.method ?? 'GET', path, response.clone());
      return response;
    },
    async drop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.drop();
    },
  };
}
