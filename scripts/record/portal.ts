import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '#server/app.ts';
import { readCatalog, type Catalog } from '#catalog/collections.ts';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { readConfig } from '#server/config.ts';
import type { Db } from '#db/db.ts';
import { migrate } from '#db/migrate.ts';
import { openDatabase } from '#db/open.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';
import { makeOwnDatabase, type OwnDatabase } from '../own-database.ts';

const token = 'of-the-recorder-alone';
/** Where the portal says that it stands: what stands in links must not hold the port of the day. */
const publicUrl = 'https://portal.example';

/** A portal over a database of its own, with nothing in it yet but what a start puts there. */
export interface RecordedPortal {
  readonly db: Db;
  readonly catalog: Catalog;
  /** When it was opened: what is younger in its answers came of the recording itself. */
  readonly began: Date;
  get(path: string): Promise<Response>;
  /** POST /api/imports with a file. */
  send(query: string, file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }): Promise<Response>;
  close(): Promise<void>;
}

/** Makes the database and listens. The day of all answers without a date is 31 October 2024, the demo's last. */
export async function openPortal(): Promise<RecordedPortal> {
  const began = new Date();
  const own = await makeOwnDatabase('record');
  try {
    return { began, ...(await serve(own)) };
  } catch (error) {
    await own.drop();
    throw error;
  }
}

async function serve(own: OwnDatabase): Promise<Omit<RecordedPortal, 'began'>> {
  const config = readConfig({
    ...own.env,
    ADMIN_TOKEN: token,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: publicUrl,
    REFERENCE_DATE: '2024-10-31',
  });
  const db = await openDatabase(config, { role: 'server' });
  await migrate(db);
  const catalog = await readCatalog();
  await syncCriteriaSets(db, await readCriteriaSets());
  await syncCollections(db, catalog);
  const log = pino({ level: 'silent' });
  const server = createServer(
    createApp({
      db,
      config,
      catalog,
      log,
      viewerOf: () => ({ kind: 'public' }),
      stopping: new AbortController().signal,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // What a compression makes of an answer is no part of it.
  const plain = { 'Accept-Encoding': 'identity' };
  const headers = { ...plain, Authorization: `Bearer ${token}` };
  return {
    db,
    catalog,
    get: (path) => fetch(`${here}${path}`, { headers: /^\/api\/import(s|-templates)\b/.test(path) ? headers : plain }),
    send(query, { name, bytes }) {
      const body = new FormData();
      body.append('file', new Blob([bytes]), name);
      return fetch(`${here}/api/imports?${query}`, { method: 'POST', headers, body });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await db.close();
      await own.drop();
    },
  };
}
