import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { Geometry, Position } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { geometryTypes } from '#contract/collections.ts';
import { CollectionInfo, CollectionList, FeatureCollection, FeatureSchema } from '#contract/features.ts';
import { Problem } from '#contract/problem.ts';
import { TileJson } from '#contract/tiles.ts';
import { everybody, type Viewer } from '#contract/viewer.ts';
import { isTable } from '#catalog/collections.ts';
import { insertFeatures, tableOf, type TestFeature } from '#tests/support/features.ts';
import { insertHardFeatures, ownTables } from '#tests/support/hard-features.ts';
import { adminToken, startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { boardCorner, insertBoard } from '#tests/support/province.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';

const day = '2024-10-31';
const officer: Viewer = { kind: 'officer', communes: null };
/** Collections whose declaration lets them mix geometries, and what their layers are. */
const mixed = ['hamlets', 'irrigation-works', 'power-lines', 'water-supply-works'];
const layerTypes = { points: 'MultiPoint', lines: 'MultiLineString', areas: 'MultiPolygon' } as const;
const formats = {
  points: 'geometry-multipoint',
  lines: 'geometry-multilinestring',
  areas: 'geometry-multipolygon',
} as const;

const [west, south] = boardCorner;
const rounded = (value: number) => Number(value.toFixed(7));
const at = (dx: number, dy: number): Position => [rounded(west + 0.01 + dx / 100), rounded(south + 0.01 + dy / 100)];
const square = (dx: number, dy: number) => [at(dx, dy), at(dx + 1, dy), at(dx + 1, dy + 1), at(dx, dy + 1), at(dx, dy)];
/** Every geometry that an import takes into a mixed collection; in turn. */
const geometries: readonly Geometry[] = [
  { type: 'Point', coordinates: at(0, 0) },
  { type: 'MultiPoint', coordinates: [at(1, 1), at(2, 2)] },
  { type: 'LineString', coordinates: [at(0, 0), at(3, 1)] },
  {
    type: 'MultiLineString',
    coordinates: [
      [at(0, 2), at(2, 2)],
      [at(4, 4), at(6, 5), at(7, 4)],
    ],
  },
  { type: 'Polygon', coordinates: [square(2, 2)] },
  { type: 'MultiPolygon', coordinates: [[square(0, 5)], [square(3, 5)]] },
];
const works = geometries.flatMap((geometry, nth): TestFeature[] => {
  const properties = { code: `W${nth}`, kind: nth % 2 === 0 ? 'pump' : 'canal', name: `Công trình ${nth}` };
  // Drawn otherwise from a day on: what was a point is an area now, and so on.
  const later = geometries[(nth + 3) % geometries.length] ?? geometry;
  return [
    { properties, geometry, validFrom: '2022-01-01', validTo: '2023-06-01' },
    { properties, geometry: later, validFrom: '2023-06-01' },
  ];
});

let portal: TestPortal;
let folder: string;
let viewer: Viewer = officer;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-one-type-'));
  portal = await startTestPortal({ REFERENCE_DATE: day }, { viewerOf: () => viewer });
  await insertBoard(portal.db, { columns: 3, rows: 3 });
  for (const collection of ownTables(portal.catalog.collections)) await insertHardFeatures(portal.db, collection, 12);
  await insertFeatures(portal.db, tableOf(portal.catalog, 'irrigation-works'), works);
});
afterAll(async () => {
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

async function json(address: string): Promise<unknown> {
  const response = await portal.get(`/api/collections${address}`);
  expect(response.status, address).toBe(200);
  return response.json();
}
const itemsOf = async (id: string, query: Record<string, string> = {}) =>
  FeatureCollection.parse(await json(`/${id}/items?${new URLSearchParams({ limit: '1000', ...query }).toString()}`));
const listed = async () => CollectionList.parse(await json('')).collections;
const idsOf = ({ features }: FeatureCollection) => features.map(({ id }) => id).sort();
const hrefsOf = ({ links }: CollectionInfo, rel: string) =>
  links.filter((link) => link.rel === rel).map(({ href }) => href);

test('each collection that may mix geometries is listed by type behind the whole, and no other is', async () => {
  const collections = await listed();
  const ids = collections.map(({ id }) => id);
  for (const id of mixed) {
    const first = ids.indexOf(id);
    expect(ids.slice(first, first + 4)).toEqual([id, ...geometryTypes.map((type) => `${id}.${type}`)]);
  }
  expect(ids.filter((id) => id.includes('.'))).toHaveLength(mixed.length * geometryTypes.length);
  for (const info of collections) {
    const one = CollectionInfo.parse(await json(`/${info.id}`));
    expect(one).toEqual(info);
    const types = mixed.includes(info.id) ? geometryTypes.map((type) => `${info.id}.${type}`) : [];
    expect(hrefsOf(one, 'section')).toEqual(types.map((id) => `${portal.url}/api/collections/${id}`));
    expect(hrefsOf(one, 'up')).toEqual(one.whole === null ? [] : [`${portal.url}/api/collections/${one.whole}`]);
    expect(one.whole).toBe(info.id.includes('.') ? info.id.split('.')[0] : null);
  }
});

test('no collection but a whole that mixes them has a geometry of another type than it says', async () => {
  for (const { id, geometryType, features } of await listed()) {
    const page = await itemsOf(id);
    expect([id, page.numberMatched]).toEqual([id, features]);
    const found = [...new Set(page.features.map(({ geometry }) => geometry?.type))];
    if (mixed.includes(id)) expect([id, geometryType, found.length > 1]).toEqual([id, 'Geometry', true]);
    else expect([id, ...found]).toEqual([id, ...(features === 0 ? [] : [geometryType])]);
  }
});

/** What may be asked of the works, and is asked of their types too. */
const questions = fc.record(
  {
    datetime: fc.constantFrom('2022-12-31', '2023-05-31/2023-06-30', '../..', '2019-01-01'),
    bbox: fc
      .constantFrom([0, 0, 2, 2], [2, 2, 2, 2], [1, 1, 7, 5], [90, 90, 91, 91])
      .map(([a = 0, b = 0, c = 0, d = 0]) => [...at(a, b), ...at(c, d)].join(',')),
    filter: fc.constantFrom(
      "kind = 'pump'",
      "name like 'Công trình %' and not kind = 'canal'",
      'S_INTERSECTS(geometry, POINT(0 0))',
    ),
    kind: fc.constantFrom('pump', 'canal', 'dam'),
    sortby: fc.constantFrom('-name', 'kind,-code'),
  },
  { requiredKeys: [] },
);

test('whatever is asked, the types together give what the whole gives, each feature once', async () => {
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const whole = await itemsOf('irrigation-works', question);
      const parts = await Promise.all(geometryTypes.map((type) => itemsOf(`irrigation-works.${type}`, question)));
      expect(parts.flatMap(idsOf).sort()).toEqual(idsOf(whole));
      expect(parts.reduce((sum, { numberMatched }) => sum + numberMatched, 0)).toBe(whole.numberMatched);
      const places = new Map(whole.features.map((feature) => [feature.id, feature]));
      for (const [nth, { features }] of parts.entries()) {
        // In the order of the whole too.
        const ids = new Set(features.map(({ id }) => id));
        expect(features.map(({ id }) => id)).toEqual(whole.features.map(({ id }) => id).filter((id) => ids.has(id)));
        for (const { id, geometry, properties } of features) {
          expect(geometry?.type).toBe(Object.values(layerTypes)[nth]);
          expect(properties).toEqual(places.get(id)?.properties);
          expect(JSON.stringify(geometry?.coordinates)).toContain(
            JSON.stringify(places.get(id)?.geometry?.coordinates),
          );
        }
      }
    }),
    { numRuns: 25 },
  );
});

describe.each(geometryTypes)('irrigation-works.%s', (type) => {
  const id = `irrigation-works.${type}`;
  const whole = 'irrigation-works';

  test('has pages, single features, a schema and queryables of its own', async () => {
    const all = await itemsOf(id);
    let address: string | undefined = `/${id}/items?limit=2`;
    const walked: string[] = [];
    while (address !== undefined) {
      const page: FeatureCollection = FeatureCollection.parse(await json(address));
      expect(page.numberMatched).toBe(all.numberMatched);
      walked.push(...page.features.map((feature) => feature.id));
      address = page.links.find(({ rel }) => rel === 'next')?.href.replace(`${portal.url}/api/collections`, '');
    }
    expect(walked).toEqual(all.features.map((feature) => feature.id));
    for (const feature of (await itemsOf(whole)).features) {
      const response = await portal.get(`/api/collections/${id}/items/${encodeURIComponent(feature.id)}`);
      expect(response.status).toBe(walked.includes(feature.id) ? 200 : 404);
    }
    for (const which of ['schema', 'queryables']) {
      const [own, general] = [`/${id}/${which}`, `/${whole}/${which}`].map(async (of) =>
        FeatureSchema.parse(await json(of)),
      );
      const { geometry, ...properties } = (await own)?.properties ?? {};
      expect(geometry).toMatchObject({ format: formats[type] });
      expect({ ...properties, geometry: {} }).toEqual({ ...(await general)?.properties, geometry: {} });
    }
  });

  test('has tiles of its own, which move with the whole', async () => {
    const [own, general] = [id, whole].map(async (of) =>
      TileJson.parse(await json(`/${of}/tiles/WebMercatorQuad?f=tilejson`)),
    );
    expect((await own)?.vector_layers.map((layer) => layer.id)).toEqual([id]);
    const versionOf = (tiles: TileJson | undefined) => new URL(tiles?.tiles[0] ?? '').searchParams.get('version');
    expect(versionOf(await own)).toBe(versionOf(await general));
    const { x, y } = tileOf(west + 0.02, south + 0.02, 9);
    const tile = async (of: string) => {
      const response = await portal.get(`/api/collections/${of}/tiles/WebMercatorQuad/9/${y}/${x}`);
      return decodeTile(new Uint8Array(await response.arrayBuffer()))[of] ?? [];
    };
    const drawn = (await tile(id)).map(({ properties }) => String(properties.id)).sort();
    expect(drawn).toEqual(idsOf(await itemsOf(id)));
    expect((await tile(whole)).length).toBeGreaterThan(drawn.length);
  });

  test('comes out as a file of its own', async () => {
    const made = (await json(`/${id}/export?format=geojson`)) as FeatureCollection;
    expect(made.features).toEqual((await itemsOf(id)).features);
  });

  test('takes no import: that is for the whole, which is named', async () => {
    const body = new FormData();
    body.append('file', new Blob(['{"type":"FeatureCollection","features":[]}']), 'a.geojson');
    const headers = { Authorization: `Bearer ${adminToken}` };
    const response = await portal.get(`/api/imports?collection=${id}`, { method: 'POST', body, headers });
    expect(response.status).toBe(400);
    const { fault, parameters, detail } = Problem.parse(await response.json());
    expect([fault, parameters]).toEqual(['importOneType', { collection: id, whole }]);
    expect(detail).toContain('import into "irrigation-works"');
    const { collections } = (await (
      await portal.get('/api/imports/collections', { headers })
    ).json()) as CollectionList;
    expect(collections.filter((one) => one.id.includes('.'))).toEqual([]);
  });
});

test('a file of points says that it may hold several a feature, under a name without a dot', async () => {
  const response = await portal.get('/api/collections/irrigation-works.points/export?format=gpkg');
  const name = 'irrigation-works-points';
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${name}-${day}.gpkg"`);
  const file = path.join(folder, 'points.gpkg');
  await writeFile(file, new Uint8Array(await response.arrayBuffer()));
  const { stdout } = await promisify(execFile)('ogrinfo', ['-so', file, name]);
  expect(stdout).toContain('Geometry: Multi Point');
  expect(stdout).toContain(`Feature Count: ${(await itemsOf('irrigation-works.points')).features.length}`);
});

test('a type is seen by whoever sees the whole, and shows what the whole shows', async () => {
  viewer = everybody;
  try {
    for (const collection of portal.catalog.collections.filter(isTable)) {
      if (collection.storage.kind !== 'type') continue;
      const whole = portal.catalog.find(collection.storage.of);
      const response = await portal.get(`/api/collections/${collection.id}`);
      expect(response.status).toBe(whole?.access === 'public' ? 200 : 404);
      expect(collection.properties).toEqual(whole?.properties);
    }
    expect((await portal.get('/api/collections/digital-addresses.points')).status).toBe(404);
  } finally {
    viewer = officer;
  }
});
