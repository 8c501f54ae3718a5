import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get as rawGet } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { TileJson, Tileset } from '#contract/tiles.ts';
import { encodeHere, encodeInDatabase } from '#resources/tiles/boundary-tile.ts';
import { boardCorner, bump, insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';

const path = '/api/collections/communes/tiles/WebMercatorQuad';
const forever = new AbortController().signal;
const communes = { id: 'communes', level: 'commune' } as const;

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 4, rows: 4 });
});
afterAll(() => portal.drop());

/** Address of the tile that holds the middle of the board. */
function boardTile(z: number): string {
  const { x, y } = tileOf(boardCorner[0] + 0.1, boardCorner[1] + 0.1, z);
  return `${path}/${z}/${y}/${x}`;
}

async function decoded(address: string) {
  const response = await portal.get(address);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  return decodeTile(new Uint8Array(await response.arrayBuffer()));
}

/** The body as it went over the wire; fetch would unpack it. */
function wire(
  address: string,
  acceptEncoding: string,
): Promise<{ encoding: string | undefined; vary: string; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    rawGet(`${portal.url}${address}`, { headers: { 'accept-encoding': acceptEncoding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          encoding: response.headers['content-encoding'],
          vary: String(response.headers.vary),
          bytes: Buffer.concat(chunks),
        }),
      );
    }).on('error', reject);
  });
}

describe('a tile', () => {
  test('holds polygons and labels with just their properties', async () => {
    const layers = await decoded(boardTile(8));
    expect(Object.keys(layers)).toEqual(['communes', 'communes_label']);
    expect(layers.communes).toHaveLength(16);
    expect(layers.communes?.[0]?.properties).toEqual({
      code: '10000',
      name: 'Xã An Phú',
      kind: 'commune',
      parent_code: '500',
    });
    expect(Object.keys(layers.communes_label?.[0]?.properties ?? {})).toEqual(['code', 'name', 'kind', 'rank']);
    expect(layers.communes?.every((feature) => feature.area > 0)).toBe(true);
  });

  test('shares each label with no other tile', async () => {
    const z = 11;
    const corner = tileOf(boardCorner[0], boardCorner[1] + 0.2, z);
    const addresses = [0, 1, 2].flatMap((dy) =>
      [0, 1, 2].map((dx) => `${path}/${z}/${corner.y + dy}/${corner.x + dx}`),
    );
    const found: unknown[] = [];
    for (const address of addresses) {
      const response = await portal.get(address);
      const layers = response.status !== 200 ? {} : decodeTile(new Uint8Array(await response.arrayBuffer()));
      found.push(...(layers.communes_label ?? []).map((label) => label.properties.code));
    }
    expect(found).toHaveLength(16);
    expect(new Set(found).size).toBe(16);
  });

  test('draws a finer shape from the zoom of its band on', async () => {
    await portal.db.pool.query(
      `update boundary_shape set geom = st_multi(st_buffer(st_centroid(geom), 2000)) where min_zoom = 9`,
    );
    await bump(portal.db, 'admin-units');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const points = async (z: number) =>
      (await decoded(boardTile(z))).communes?.find((feature) => feature.properties.code === '10101')?.rings[0]
        ?.length ?? 0;
    expect(await points(8)).toBeLessThanOrEqual(5);
    expect(await points(9)).toBeGreaterThan(20);
  });

  test('is the same from both encoders', async () => {
    for (const z of [0, 5, 9, 10, 12]) {
      const { x, y } = tileOf(boardCorner[0] + 0.1, boardCorner[1] + 0.1, z);
      const here = decodeTile(await encodeHere(portal.db, communes, { z, x, y }, '2024-10-31', forever));
      expect(here.communes?.length).toBeGreaterThan(0);
      // Only a server has an encoder of its own to compare with.
      if (portal.db.kind === 'embedded') continue;
      const there = decodeTile(await encodeInDatabase(portal.db, communes, { z, x, y }, '2024-10-31', forever));
      expect(Object.keys(here)).toEqual(Object.keys(there));
      expect(here.communes_label).toEqual(there.communes_label);
      expect(here.communes?.map((feature) => feature.properties)).toEqual(
        there.communes?.map((feature) => feature.properties),
      );
      here.communes?.forEach((feature, index) => {
        const other = there.communes?.[index]?.area ?? 0;
        expect(Math.abs(feature.area - other)).toBeLessThan(4 + other * 0.001);
      });
    }
  });

  test('outside the limits that its tileset tells is a 404, at every zoom; inside it is there, be it empty', async () => {
    const { tileMatrixSetLimits: limits = [] } = Tileset.parse(await (await portal.get(path)).json());
    expect(limits.map(({ tileMatrix }) => tileMatrix)).toEqual(Array.from({ length: 23 }, (_, zoom) => String(zoom)));
    for (const { tileMatrix: z, ...limit } of limits.filter((_, zoom) => zoom % 4 === 3)) {
      const { minTileRow: top, maxTileRow: bottom, minTileCol: left, maxTileCol: right } = limit;
      const statusOf = async (row: number, column: number) =>
        (await portal.get(`${path}/${z}/${row}/${column}`)).status;
      for (const [row, column] of [
        [top, left],
        [bottom, right],
      ] as const)
        expect([200, 204]).toContain(await statusOf(row, column));
      const beside = [await statusOf(top - 1, left), await statusOf(bottom + 1, left), await statusOf(top, left - 1)];
      expect([...beside, await statusOf(bottom, right + 1)], z).toEqual([404, 404, 404, 404]);
    }
    const outside = await portal.get(`${path}/10/0/0`);
    expect(await outside.json()).toMatchObject({ fault: 'tileOutside', parameters: { tile: '10/0/0' } });
    expect([outside.headers.get('cache-control'), outside.headers.get('etag')]).toEqual(['no-store', null]);
  });

  test('of a day before there is anything is a 204', async () => {
    const response = await portal.get(`${boardTile(8)}?datetime=2019-12-31`);
    expect([response.status, await response.text()]).toEqual([204, '']);
  });
});

describe('an address', () => {
  test.each([
    '-1/0/0',
    '23/0/0',
    '99/1/1',
    '8/256/0',
    '8/0/256',
    '8/0/-1',
    '1e1/0/0',
    '0x1/0/0',
    '08/1/1',
    '+1/0/0',
    '1.0/0/0',
    '٣/0/0',
    `${'9'.repeat(400)}/0/0`,
    '8/..%2f/1',
    '8/%00/1',
    '8/NaN/1',
    '8/ 1/1',
    "8/1'/1",
  ])('%s is refused before any query', async (bad) => {
    const { light, heavy, state } = portal.db;
    const asked = [
      vi.spyOn(light.pool, 'connect'),
      vi.spyOn(heavy.pool, 'connect'),
      vi.spyOn(state, 'one'),
      vi.spyOn(state, 'many'),
    ];
    const response = await portal.get(`${path}/${bad}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(asked.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0, 0]);
    for (const spy of asked) spy.mockRestore();
  });

  test('with an unknown parameter or collection is refused', async () => {
    expect((await portal.get(`${boardTile(8)}?a=1`)).status).toBe(400);
    expect((await portal.get(`${boardTile(8)}?version=1&version=2`)).status).toBe(400);
    expect((await portal.get('/api/collections/constructor/tiles/WebMercatorQuad/0/0/0')).status).toBe(404);
    expect((await portal.get('/api/collections/communes/tiles/WorldCRS84Quad/0/0/0')).status).toBe(404);
  });
});

describe('caching', () => {
  test('TileJSON gives addresses that can be kept until boundaries move', async () => {
    const tileJson = async (query = '') => {
      const response = await portal.get(`${path}?f=tilejson${query}`);
      return TileJson.parse(await response.json());
    };
    const first = await tileJson();
    expect(first).toMatchObject({ minzoom: 0, maxzoom: 14, boundaryDate: '2020-01-01', demo: false });
    expect(first.bounds.map((value) => Math.round(value * 100) / 100)).toEqual([109, 13, 109.2, 13.2]);
    expect(first.vector_layers.map((layer) => layer.id)).toEqual(['communes', 'communes_label']);
    expect((await tileJson('&datetime=2022-02-02')).tiles).toEqual(first.tiles);
    const { x, y } = tileOf(109.1, 13.1, 8);
    const address = (first.tiles[0] ?? '').replace('{z}', '8').replace('{x}', String(x)).replace('{y}', String(y));
    expect(address.startsWith(portal.url)).toBe(true);
    const tile = await fetch(address);
    expect(tile.headers.get('cache-control')).toContain('immutable');
    await bump(portal.db, 'admin-units');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await tileJson()).tiles).not.toEqual(first.tiles);
    expect((await fetch(address)).headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
  });

  test('a tile that the client has is a 304 until boundaries move', async () => {
    const address = boardTile(8);
    const first = await portal.get(address);
    const headers = { 'If-None-Match': first.headers.get('etag') ?? '' };
    for (let time = 0; time < 3; time++) {
      const again = await portal.get(address, { headers });
      expect([again.status, again.headers.get('etag')]).toEqual([304, first.headers.get('etag')]);
    }
    await bump(portal.db, 'admin-units');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await portal.get(address, { headers })).status).toBe(200);
  });

  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, br', 'br'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['identity', undefined],
    ['nonsense;;;=', undefined],
  ])('Accept-Encoding %j gets %s, and the same tile', async (accept, encoding) => {
    const address = boardTile(9);
    const plain = await wire(address, 'identity');
    for (let time = 0; time < 2; time++) {
      const got = await wire(address, accept);
      expect([got.encoding, got.vary]).toEqual([encoding, 'Accept-Encoding']);
      const body =
        encoding === 'br' ? brotliDecompressSync(got.bytes) : encoding === 'gzip' ? gunzipSync(got.bytes) : got.bytes;
      expect(body.equals(plain.bytes)).toBe(true);
    }
  });

  test('an address has one answer, whoever in the portal gives it: cold, in memory or to a HEAD', async () => {
    await bump(portal.db, 'admin-units');
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const [address, condition, status] of [
      [boardTile(6), {}, 200],
      [`${boardTile(6)}?datetime=1990-01-01`, {}, 204],
      [boardTile(5), { 'If-None-Match': '*' }, 304],
    ] as const) {
      const answers = [];
      for (const method of ['GET', 'GET', 'HEAD']) {
        // Compressed it is not always as long.
        const { status, headers } = await portal.get(address, {
          method,
          headers: { 'Accept-Encoding': 'identity', ...condition },
        });
        answers.push({
          status,
          headers: [...headers].filter(([name]) => !/^(date|connection|keep-alive)$/.test(name)),
        });
      }
      expect(answers[0]?.status).toBe(status);
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
    }
  });

  test('what fails is a problem that another site may read, and is kept by nobody', async () => {
    await portal.db.pool.query('alter table boundary_shape rename to mislaid');
    const failed = await portal.get(boardTile(4));
    await portal.db.pool.query('alter table mislaid rename to boundary_shape');
    expect(failed.status).toBe(500);
    expect(await failed.json()).toMatchObject({ code: 'internal' });
    expect(failed.headers.get('access-control-allow-origin')).toBe('*');
    expect(failed.headers.get('cache-control')).toBe('no-store');
    expect((await portal.get(boardTile(4))).status).toBe(200);
  });

  test('two hundred equal cold requests are one query', async () => {
    await bump(portal.db, 'admin-units');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const cancellable = vi.spyOn(portal.db.light, 'cancellable');
    const answers = await Promise.all(Array.from({ length: 200 }, () => portal.get(boardTile(7))));
    const bodies = await Promise.all(
      answers.map(async (answer) => Buffer.from(await answer.arrayBuffer()).toString('base64')),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(cancellable).toHaveBeenCalledTimes(1);
    cancellable.mockRestore();
  });

  test('HEAD has the headers and no body; another site may read', async () => {
    const head = await portal.get(boardTile(8), { method: 'HEAD' });
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100);
    expect(head.headers.get('access-control-allow-origin')).toBe('*');
    expect((await portal.get(boardTile(8))).headers.get('access-control-allow-origin')).toBe('*');
  });
});
