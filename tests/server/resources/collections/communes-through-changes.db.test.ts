import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MultiLineString } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FeatureCollection } from '#contract/features.ts';
import type { ImportReport } from '#contract/imports.ts';
import type { Viewer } from '#contract/viewer.ts';
import { undoBoundaries } from '#intake/kinds/boundaries/undo.ts';
import { insertFeatures, school, tableOf, type TestFeature } from '#tests/support/features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { communesOn, successionFiles, type ReformDay } from '#tests/support/reform.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';
import { importInto } from '../../intake/kinds/boundaries/support.ts';

// Phú Yên's communes on invented ground: each a square, what was cut in strips from west to east (tests/support/reform.ts).
const days = { first: '2024-10-31', cut: '2024-11-01', eve: '2025-06-30', reform: '2025-07-01' };

let portal: TestPortal;
let folder: string;
let viewer: Viewer = { kind: 'public' };
let reform: ImportReport;

/** A place in a commune of 2020, at a part of its way from west to east. */
function placeIn(code: string, part: number): [number, number] {
  const found = communesOn('2020-11-01').features.find(({ properties }) => properties?.['MA_XA'] === code);
  const [west = 0, south = 0] = found?.geometry.coordinates[0]?.[0]?.[0] ?? [];
  return [west + 0.03 * part, south + 0.015];
}

async function importOn(day: ReformDay, changes: object = {}): Promise<ImportReport> {
  const file = path.join(folder, `xa-${day}.geojson`);
  await writeFile(file, JSON.stringify(communesOn(day)));
  const report = await importInto(portal.db, [file], { validFrom: day, ...changes });
  expect(report).toMatchObject({ outcome: 'imported', issues: [] });
  return report;
}
const importReform = () =>
  importOn('2025-07-01', { succession: { name: 's.csv', path: successionFiles['2025-07-01'] }, replace: true });

interface Placed {
  readonly id: string;
  readonly code: string;
  readonly part: number;
  readonly validFrom?: string;
  readonly validTo?: string;
}
const placed: readonly Placed[] = [
  { id: 'la-hai', code: '22081', part: 0.5 },
  { id: 'xuan-son-bac', code: '22099', part: 0.5 },
  // All of its commune went to one: no place is looked at.
  { id: 'outside-whole', code: '22081', part: -0.3 },
  { id: 'west', code: '22228', part: 0.1 },
  { id: 'east', code: '22228', part: 0.5 },
  { id: 'outside-west', code: '22228', part: -0.1 },
  { id: 'outside-east', code: '22228', part: 1.1 },
  // A ward that gave land to two on one day and was cut on another.
  { id: 'ward-9-a', code: '22024', part: 0.1 },
  { id: 'ward-9-b', code: '22024', part: 0.3 },
  { id: 'ward-9-c', code: '22024', part: 0.45 },
  { id: 'ward-9-d', code: '22024', part: 0.8 },
  // Begun when the ward had gone on: the first cut says nothing of it.
  { id: 'ward-9-late', code: '22024', part: 0.1, validFrom: '2025-01-01' },
  { id: 'new', code: '22081', part: 0.5, validFrom: '2025-07-01' },
  { id: 'gone', code: '22081', part: 0.5, validTo: '2025-01-01' },
];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-ground-'));
  portal = await startTestPortal({ REFERENCE_DATE: '2025-12-31' }, { viewerOf: () => viewer });
  await importOn('2020-11-01');
  await importOn('2024-11-01', { succession: { name: 's.csv', path: successionFiles['2024-11-01'] } });
  reform = await importReform();
  const { db, catalog } = portal;
  const rest = ({ code, validFrom, validTo }: Placed): Partial<TestFeature> => ({
    communeCode: code,
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
  });
  await insertFeatures(
    db,
    tableOf(catalog, 'schools'),
    placed.map((one) => school(one.id, placeIn(one.code, one.part), rest(one))),
  );
  await insertFeatures(
    db,
    tableOf(catalog, 'digital-addresses'),
    placed.map((one) => ({
      geometry: { type: 'Point', coordinates: placeIn(one.code, one.part) },
      properties: { scheme: 'ndas10', code: one.id, kind: 'household', step: 'coded' },
      ...rest(one),
    })),
  );
  const line = (...parts: [number, number][]): MultiLineString => ({
    type: 'MultiLineString',
    coordinates: parts.map((ends) => ends.map((part) => placeIn('22228', part))),
  });
  const road = (code: string, geometry: MultiLineString) => ({
    geometry,
    properties: { code, name: code, road_class: 'hamlet' },
    communeCode: '22228',
  });
  await insertFeatures(db, tableOf(catalog, 'model-gardens'), [
    {
      geometry: { type: 'Point', coordinates: placeIn('22228', 0.1) },
      properties: { code: 'garden-west', stage: 'registered', owner: 'Chủ vườn', consent: false },
      communeCode: '22228',
    },
  ]);
  await insertFeatures(db, tableOf(catalog, 'roads'), [
    road('over-the-cut', line([0.1, 0.9])),
    road('two-parts', line([0.05, 0.15], [0.2, 0.25])),
  ]);
});
afterAll(async () => {
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

async function ask(collection: string, query: string) {
  const response = await portal.get(`/api/collections/${collection}/items?limit=100&${query}`);
  expect(response.status, await response.clone().text()).toBe(200);
  const page = FeatureCollection.parse(await response.json());
  expect(page.numberMatched).toBe(page.features.length);
  return page.features;
}
const nameOf = (feature: FeatureCollection['features'][number]) => String(feature.properties['code']);
const inside = async (code: string, datetime: string, collection = 'schools') =>
  (await ask(collection, `commune_code=${code}&datetime=${datetime}`)).map(nameOf).sort();
const saidOn = async (datetime: string, collection = 'schools') =>
  Object.fromEntries(
    (await ask(collection, `datetime=${datetime}`)).map((feature) => [
      nameOf(feature),
      feature.properties['commune_code'],
    ]),
  );

const afterReform = {
  'la-hai': '22081',
  'xuan-son-bac': '22081',
  'outside-whole': '22081',
  west: '22207',
  east: '22222',
  'outside-west': '22207',
  'outside-east': '22222',
  'ward-9-a': '22015',
  'ward-9-b': '22015',
  'ward-9-c': '22015',
  'ward-9-d': '22045',
  'ward-9-late': '22015',
  new: '22081',
};

test('a feature says the commune in which it lies on the day', async () => {
  const { gone, ...first } = await saidOn(days.first);
  expect(gone).toBe('22081');
  expect(new Set(Object.values(first))).toEqual(new Set(['22081', '22099', '22228', '22024']));
  expect(await saidOn(days.eve)).toEqual({
    'la-hai': '22081',
    'xuan-son-bac': '22099',
    'outside-whole': '22081',
    west: '22228',
    east: '22228',
    'outside-west': '22228',
    'outside-east': '22228',
    'ward-9-a': '22018',
    'ward-9-b': '22033',
    'ward-9-c': '22024',
    'ward-9-d': '22024',
    'ward-9-late': '22024',
  });
  expect(await saidOn(days.reform)).toEqual(afterReform);
  // Of several days it is the one of its first.
  const of2025 = await saidOn('2025-01-01/2025-12-31');
  expect(of2025).toMatchObject({ west: '22228', 'ward-9-a': '22024', 'xuan-son-bac': '22099' });
});

test.each([days.first, days.cut, days.eve, days.reform, '2026-06-30'])(
  'on %s each feature is in one commune, the one that it says',
  async (day) => {
    const said = await saidOn(day);
    for (const collection of ['schools', 'roads']) {
      const whole = await saidOn(day, collection);
      const codes = [...new Set([...Object.values(whole), '22018', '22033', '22303', '22027'])];
      const found = await Promise.all(codes.map((code) => inside(String(code), day, collection)));
      const byCode = Object.fromEntries(codes.flatMap((code, at) => (found[at] ?? []).map((id) => [id, code])));
      expect(found.flat()).toHaveLength(Object.keys(whole).length);
      expect(byCode).toEqual(whole);
    }
    expect(Object.keys(said).length).toBeGreaterThan(10);
  },
);

test('of a line the middle of its longest part tells', async () => {
  expect(await saidOn(days.reform, 'roads')).toEqual({ 'over-the-cut': '22222', 'two-parts': '22207' });
});

test('of several days a feature is in every commune in which it lies on one of them', async () => {
  const through = `${days.eve}/${days.reform}`;
  expect(await inside('22081', through)).toEqual(['la-hai', 'new', 'outside-whole', 'xuan-son-bac']);
  expect(await inside('22099', through)).toEqual(['xuan-son-bac']);
  expect(await inside('22024', '2024-01-01/..')).toEqual([
    'ward-9-a',
    'ward-9-b',
    'ward-9-c',
    'ward-9-d',
    'ward-9-late',
  ]);
  expect(await inside('22024', '2025-01-01/2025-01-31')).toEqual(['ward-9-c', 'ward-9-d', 'ward-9-late']);
  expect(await inside('22018', '2024-01-01/2025-01-31')).toEqual(['ward-9-a']);
  // What ceased before is in none of those that came after.
  expect(await inside('22081', '../..')).toEqual(['gone', 'la-hai', 'new', 'outside-whole', 'xuan-son-bac']);
  expect(await inside('22222', '../..')).toEqual(['east', 'outside-east']);
  expect(await inside('22222', '2025-07-01/..')).toEqual(['east', 'outside-east']);
});

test('a code that nobody bears any more names nothing of which it is known where it is', async () => {
  expect(await inside('22099', days.reform)).toEqual([]);
});

test('filters, exports and tiles ask alike', async () => {
  const filter = (text: string) => `filter=${encodeURIComponent(text)}&datetime=${days.reform}`;
  const found = async (text: string) => (await ask('schools', filter(text))).map(nameOf).sort();
  expect(await found(`commune_code IN ('22207', '22222')`)).toEqual(['east', 'outside-east', 'outside-west', 'west']);
  expect(await found(`NOT (commune_code <> '22207')`)).toEqual(['outside-west', 'west']);
  expect(await found(`commune_code <> '22081' AND commune_code LIKE '220%'`)).toEqual([
    'ward-9-a',
    'ward-9-b',
    'ward-9-c',
    'ward-9-d',
    'ward-9-late',
  ]);
  const exported = `/api/collections/schools/export?format=csv&${filter(`commune_code = '22207'`)}`;
  const text = await (await portal.get(exported)).text();
  expect(text).toContain('Trường west');
  expect(text).not.toContain('Trường east');
  expect(text).toContain('22207');
  expect(text).not.toContain('22228');
  const [lng, lat] = placeIn('22228', 0.1);
  const { x, y } = tileOf(lng, lat, 10);
  const tile = await portal.get(
    `/api/collections/schools/tiles/WebMercatorQuad/10/${y}/${x}?${filter(`commune_code = '22207'`)}`,
  );
  const { schools = [] } = decodeTile(new Uint8Array(await tile.arrayBuffer()));
  expect(schools.map(({ properties }) => properties['id']).sort()).toEqual(['outside-west', 'west']);
});

describe('an officer', () => {
  afterAll(() => {
    viewer = { kind: 'public' };
  });
  const seen = async (communes: string[], datetime: string) => {
    viewer = { kind: 'officer', communes };
    return (await ask('digital-addresses', `datetime=${datetime}`)).map(nameOf).sort();
  };

  test('sees of a day what lies then in the commune that bears the code then', async () => {
    expect(await seen(['22081'], days.eve)).toEqual(['la-hai', 'outside-whole']);
    expect(await seen(['22081'], days.reform)).toEqual(['la-hai', 'new', 'outside-whole', 'xuan-son-bac']);
    expect(await seen(['22222'], days.eve)).toEqual([]);
    expect(await seen(['22222'], days.reform)).toEqual(['east', 'outside-east']);
    expect(await seen(['22228'], days.eve)).toEqual(['east', 'outside-east', 'outside-west', 'west']);
    expect(await seen(['22228'], days.reform)).toEqual([]);
    expect(await seen(['22024'], days.eve)).toEqual(['ward-9-c', 'ward-9-d', 'ward-9-late']);
    expect(await seen(['22015'], days.eve)).toEqual([]);
  });

  test('sees whose garden it is where it really lies: the place that is shown is a point of the commune that was cut', async () => {
    const owner = async (communes: string[], datetime: string) => {
      viewer = { kind: 'officer', communes };
      return (await ask('model-gardens', `datetime=${datetime}`)).map(({ properties }) => properties['owner']);
    };
    expect(await owner(['22228'], days.eve)).toEqual(['Chủ vườn']);
    expect(await owner(['22207'], days.reform)).toEqual(['Chủ vườn']);
    expect(await owner(['22222'], days.reform)).toEqual([null]);
    expect(await owner(['22207'], days.eve)).toEqual([null]);
  });

  test('sees of several days what they would see on one of them, and no more', async () => {
    const codes = ['22081', '22222', '22228', '22024', '22018'];
    for (const code of codes) {
      const daily = await Promise.all(
        ['2022-06-01', days.first, days.cut, '2025-01-01', days.eve, days.reform, '2026-01-01'].map(async (day) => {
          const found = await seen([code], day);
          return found;
        }),
      );
      expect(await seen([code], '../..'), code).toEqual([...new Set(daily.flat())].sort());
    }
  });

  test('is told how many there are', async () => {
    viewer = { kind: 'officer', communes: ['22222'] };
    const info = await (await portal.get('/api/collections/digital-addresses')).json();
    expect(info).toMatchObject({ features: 2 });
  });
});

test('an import that is taken back leaves them where they were, and one that comes again where they went', async () => {
  await undoBoundaries(portal.db, { id: reform.id, by: 'test' });
  expect(await saidOn('2025-12-31')).toMatchObject({ west: '22228', 'ward-9-a': '22018', 'ward-9-d': '22024' });
  expect(await inside('22222', '2025-12-31')).toEqual([]);
  expect(await inside('22228', '2025-12-31')).toEqual(['east', 'outside-east', 'outside-west', 'west']);
  reform = await importReform();
  expect(await saidOn(days.reform)).toEqual(afterReform);
});

test('a correction of a day before the change moves them on all later days', async () => {
  const { db } = portal;
  await db.pool.query(
    `update collection_schools set geom = st_point($1, $2, 4326) where code = 'west'`,
    placeIn('22228', 0.5),
  );
  expect(await saidOn(days.reform)).toMatchObject({ west: '22222' });
  expect(await inside('22207', days.reform)).toEqual(['outside-west']);
  await db.pool.query(`update collection_schools set commune_code = '22081' where code = 'west'`);
  expect(await saidOn(days.reform)).toMatchObject({ west: '22081' });
  expect(await saidOn(days.eve)).toMatchObject({ west: '22081' });
});
