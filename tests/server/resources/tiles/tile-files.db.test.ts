import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApp } from '#server/app.ts';
import { insertFeatures, school, tableOf } from '#tests/support/features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { insertBoard } from '#tests/support/province.ts';
import { tileOf } from '#tests/support/tiles.ts';

const at = [109.05, 13.05] as const;
const seen = { z: 12, ...tileOf(...at, 12) };
const addressOf = (id: string) => `/api/collections/${id}/tiles/WebMercatorQuad/${seen.z}/${seen.y}/${seen.x}`;
const open = ['schools', 'communes', 'organisation-addresses'];

let dataDir: string;
let portal: TestPortal;
const servers: Server[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'ntm-tiles-'));
  const viewerOf = () => ({ kind: 'officer', communes: null }) as const;
  portal = await startTestPortal(
    { REFERENCE_DATE: '2024-10-31', DATA_DIR: dataDir, TILE_FILES_MB: '10' },
    { viewerOf },
  );
  await insertBoard(portal.db, { columns: 2, rows: 2 });
  await insertFeatures(portal.db, tableOf(portal.catalog, 'schools'), [school('A', at)]);
  await insertFeatures(
    portal.db,
    tableOf(portal.catalog, 'digital-addresses'),
    ['office', 'household'].map((kind, nth) => ({
      geometry: { type: 'Point', coordinates: [...at] },
      properties: { scheme: 'ndas10', code: String(nth), kind, step: 'coded', name: 'SECRET' },
    })),
  );
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await portal.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The portal as it is after another start: nothing in memory. */
async function startedAnew(): Promise<string> {
  const server = createServer(
    createApp({ ...portal, viewerOf: () => ({ kind: 'public' }), log: pino({ level: 'silent' }) }),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function get(base: string, id: string, query = '') {
  const response = await fetch(`${base}${addressOf(id)}${query}`);
  expect(response.status).toBe(200);
  return { tag: response.headers.get('etag'), bytes: Buffer.from(await response.arrayBuffer()) };
}

const filesIn = async () =>
  (await readdir(path.join(dataDir, 'tiles'), { recursive: true }).catch(() => [])).filter((name) =>
    name.endsWith('.list'),
  );
const scopes = async () => new Set((await filesIn()).map((name) => name.split(path.sep)[0]));

test('a plain tile is made once, whatever starts anew, until its data moves', async () => {
  const made = new Map<string, Awaited<ReturnType<typeof get>>>();
  for (const id of open) made.set(id, await get(portal.url, id));
  // For officers, by a filter, of a day that has gone: never in a file.
  await get(portal.url, 'digital-addresses');
  await get(portal.url, 'schools', `?filter=${encodeURIComponent('pupils IS NULL')}`);
  await get(portal.url, 'schools', '?datetime=2023-01-01&filter=pupils%20IS%20NULL');
  await vi.waitFor(async () => expect(await filesIn()).toHaveLength(open.length));
  expect(await scopes()).toEqual(new Set(open));

  const cancellable = vi.spyOn(portal.db.light, 'cancellable');
  const again = await startedAnew();
  for (const id of open) expect(await get(again, id)).toEqual(made.get(id));
  expect(cancellable).not.toHaveBeenCalled();

  // One that was cut is noticed and made again.
  const [cut = ''] = (await filesIn()).filter((name) => name.startsWith('schools'));
  await truncate(path.join(dataDir, 'tiles', cut.replace(/list$/, 'pack')), 30);
  expect(await get(await startedAnew(), 'schools')).toEqual(made.get('schools'));
  expect(cancellable).toHaveBeenCalledOnce();
  cancellable.mockRestore();
  await vi.waitFor(async () => expect(await filesIn()).toContain(cut));

  await insertFeatures(portal.db, tableOf(portal.catalog, 'schools'), [school('B', [at[0] + 0.001, at[1]])]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const moved = await get(again, 'schools');
  expect(moved.bytes.equals(made.get('schools')?.bytes ?? Buffer.alloc(0))).toBe(false);
  await vi.waitFor(async () => expect(await filesIn()).not.toContain(cut));
  expect(await get(await startedAnew(), 'schools')).toEqual(moved);
  expect(await get(again, 'communes')).toEqual(made.get('communes'));
});
