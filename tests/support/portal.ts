import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '#server/app.ts';
import { readConfig, type Config } from '#server/config.ts';
import { makeTestDatabase, type TestDatabase } from './database.ts';

export interface TestPortal extends TestDatabase {
  readonly url: string;
  readonly config: Config;
  readonly server: Server;
  /** GET (or `init`) an address of this portal. */
  get(path: string, init?: RequestInit): Promise<Response>;
}

export const adminToken = 'a-token-for-tests-only';

/** The portal's app over a fresh database, listening on a free port. `drop` ends both. */
export async function startTestPortal(env: NodeJS.ProcessEnv = {}): Promise<TestPortal> {
  const database = await makeTestDatabase();
  const config = readConfig({ ADMIN_TOKEN: adminToken, LOG_LEVEL: 'silent', ...env });
  const server = createServer(createApp({ db: database.db, config, log: pino({ level: 'silent' }) }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...database,
    url,
    config,
    server,
    get: (path, init) => fetch(`${url}${path}`, init),
    async drop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.drop();
    },
  };
}
