import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FeatureCollection } from '#contract/features.ts';
import { Problem } from '#contract/problem.ts';
import { draftSentences, extremeConditions, standardSentences } from '#tests/support/filter-sentences.ts';
import { bump, cellDegrees, insertBoard } from '#tests/support/province.ts';
import { findNamedCrs } from '#geo/named-crs.ts';
import { said } from '#tests/support/said-filters.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

const items = '/api/collections/communes/items';
const named9218 = findNamedCrs('EPSG:9218') ?? expect.fail('there is no EPSG:9218');

let portal: TestPortal;
/** Every commune with its properties: what a filter is held against. */
let all: FeatureCollection['features'];
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 6, rows: 5 });
  await portal.db.pool.query(
    `update unit_version set population = case when code::int % 7 = 0 then null else code::int % 13 * 100 end,
       name_en = case when code::int % 3 = 0 then 'It''s 100% "so"_' || code end where level = 'commune'`,
  );
  await bump(portal.db, 'admin-units');
  all = (await ask({ limit: '1000' })).features;
});
afterAll(() => portal.drop());

const address = (query: Record<string, string>) => `${items}?${new URLSearchParams(query).toString()}`;

async function ask(query: Record<string, string>): Promise<FeatureCollection> {
  const response = await portal.get(address(query));
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return FeatureCollection.parse(JSON.parse(text));
}

async function refused(query: Record<string, string>): Promise<Problem> {
  const response = await portal.get(address(query));
  expect(response.status).toBe(400);
  return Problem.parse(await response.json());
}

const idsOf = ({ features }: Pick<FeatureCollection, 'features'>) => features.map(({ id }) => id);

test('any filter gives what its words say, as text and as JSON', async () => {
  await fc.assert(
    fc.asyncProperty(said, async ({ text, json, holds }) => {
      const expected = all.filter(({ properties }) => holds(properties) === true).map(({ id }) => id);
      expect(idsOf(await ask({ filter: text, limit: '1000' }))).toEqual(expected);
      expect(idsOf(await ask({ filter: JSON.stringify(json), 'filter-lang': 'cql2-json', limit: '1000' }))).toEqual(
        expected,
      );
    }),
    { numRuns: 60 },
  );
});

test.each<readonly [string, (properties: Record<string, unknown>) => boolean]>([
  ["name LIKE 'Xã %'", ({ name }) => String(name).startsWith('Xã ')],
  ["name NOT LIKE 'Xã %'", ({ name }) => !String(name).startsWith('Xã ')],
  ["casei(name) LIKE casei('XÃ AN%')", ({ name }) => String(name).startsWith('Xã An')],
  ["name_en LIKE '%100\\%%'", (properties) => properties.name_en !== null],
  ["name_en LIKE '%\\_10_02'", ({ name_en }) => /_10.02$/.test(String(name_en))],
  ["valid_from = DATE('2020-01-01')", () => true],
  ["valid_from < '2020-01-01'", () => false],
  ['valid_to IS NULL', () => true],
  ['parent_name = parent_name', () => true],
  ['area_km2 > listed_area_km2', ({ area_km2, listed_area_km2 }) => Number(area_km2) > Number(listed_area_km2)],
  ['false', () => false],
])('%s', async (filter, holds) => {
  const expected = all.filter(({ properties }) => holds(properties)).map(({ id }) => id);
  expect(idsOf(await ask({ filter, limit: '1000' }))).toEqual(expected);
});

/** Of the filters those that hold; each is asked of one feature. */
async function holding(filters: readonly string[], query: Record<string, string> = {}): Promise<string[]> {
  const held: string[] = [];
  for (const filter of filters) {
    if ((await ask({ ...query, filter: `(${filter}) AND code = '10000'` })).features.length === 1) held.push(filter);
  }
  return held;
}

describe('written values', () => {
  test('say what the standard says of them', async () => {
    expect(await holding(standardSentences)).toEqual(standardSentences);
  });

  test("and what GDAL's dialect says", async () => {
    expect(await holding(draftSentences, { 'filter-lang': 'cql-text' })).toEqual(draftSentences);
  });
});

test('no filter that can be written is an error of the database', async () => {
  await fc.assert(
    fc.asyncProperty(extremeConditions, async (parts) => {
      const response = await portal.get(address({ filter: `NOT (${parts.join(' OR ')})`, limit: '1' }));
      const body = await response.text();
      expect([200, 400], body).toContain(response.status);
      if (response.status === 400) expect(body).toContain('filterTooHeavy');
    }),
    // An embedded database that has ended refuses what is smaller too.
    { numRuns: 100, endOnFailure: true },
  );
});

describe('places', () => {
  // The middle of the second column's third square.
  const [lng, lat] = [109 + 1.5 * cellDegrees, 13 + 2.5 * cellDegrees];
  const point = `POINT(${lng} ${lat})`;

  test.each([
    [`S_INTERSECTS(geometry, ${point})`, ['10102']],
    [`S_CONTAINS(geometry, ${point})`, ['10102']],
    [`S_WITHIN(${point}, geometry)`, ['10102']],
    [`S_WITHIN(geometry, BBOX(109, 13, 109.1001, 13.0501))`, ['10000', '10100']],
    [`S_TOUCHES(geometry, BBOX(109, 13, 109.05, 13.05)) AND parent_code = '500'`, ['10001']],
    [`S_DISJOINT(geometry, BBOX(109.04, 12, 110, 14))`, []],
    [`S_DWITHIN(geometry, ${point}, 2000)`, ['10102']],
    // Half a square is 2.7 km wide.
    // Along the ground it goes 5 km north of both its ends.
    [
      'S_DWITHIN(geometry, LINESTRING(104 12.99, 114 12.99), 900)',
      ['10000', '10100', '10200', '10300', '10400', '10500'],
    ],
    [`S_DWITHIN(geometry, ${point}, 3, km)`, ['10002', '10101', '10102', '10103', '10202']],
    // A bow tie is two triangles.
    [
      'S_INTERSECTS(geometry, POLYGON((109.01 13.01, 109.02 13.02, 109.02 13.01, 109.01 13.02, 109.01 13.01)))',
      ['10000'],
    ],
  ])('%s', async (filter, expected) => {
    expect(idsOf(await ask({ filter, limit: '1000' }))).toEqual(expected);
  });

  test('in the coordinates of the survey office', async () => {
    // By GDAL: gdaltransform -s_srs EPSG:4326 -t_srs EPSG:9218
    const filter = 'S_INTERSECTS(geometry, BBOX(556000, 1440000, 557000, 1441000))';
    const crs = { 'filter-crs': 'http://www.opengis.net/def/crs/EPSG/0/9218' };
    const found = idsOf(await ask({ filter, ...crs }));
    expect(found).toEqual(idsOf(await ask({ bbox: '556000,1440000,557000,1441000', 'bbox-crs': crs['filter-crs'] })));
    expect(found).toEqual(['10000']);
    expect((await refused({ filter })).detail).toContain('filter-crs');
    // The whole board is two squares of a row wide there: its upper edge is no straight line in degrees.
    const middle = named9218.fromWgs84([109.15, 13.25]).map((metres) => Number(metres.toFixed(3)));
    const [x = 0, y = 0] = middle;
    const edge = [x - 100_000, y, x + 100_000, y + 1];
    const above = await ask({ bbox: edge.join(','), 'bbox-crs': crs['filter-crs'], limit: '1000' });
    const within = await ask({ filter: `S_INTERSECTS(geometry, BBOX(${edge.join(',')}))`, ...crs, limit: '1000' });
    expect(idsOf(within)).toEqual(idsOf(above));
    // The corner that lies on it is found with the two squares whose corner it is.
    expect(idsOf(above)).toEqual(expect.arrayContaining(['10204', '10304']));
  });
});

test('the classes that are claimed are those whose sentences are tried here', async () => {
  const { conformsTo } = (await (await portal.get('/api/conformance')).json()) as { conformsTo: string[] };
  const cql2 = conformsTo.filter((uri) => uri.includes('/cql2/')).map((uri) => uri.split('/').at(-1));
  expect(cql2.sort()).toEqual([
    'accent-insensitive-comparison',
    'advanced-comparison-operators',
    'arithmetic',
    'basic-cql2',
    'basic-spatial-functions',
    'basic-spatial-functions-plus',
    'case-insensitive-comparison',
    'cql2-json',
    'cql2-text',
    'functions',
    'property-property',
    'spatial-functions',
    'temporal-functions',
  ]);
});

describe('order, choice and coordinate systems', () => {
  test('sortby goes up and down, nulls last', async () => {
    const sorted = (await ask({ sortby: '-population,name', limit: '1000' })).features.map(
      ({ properties }) => properties.population,
    );
    const known = sorted.filter((value) => value !== null);
    expect(known).toEqual([...known].sort((a, b) => Number(b) - Number(a)));
    expect(sorted.slice(known.length)).toEqual(sorted.filter((value) => value === null));
  });

  test('paging keeps filter and order', async () => {
    const query = { filter: "kind = 'commune'", sortby: '-code', limit: '7' };
    const whole = idsOf(await ask({ ...query, limit: '1000' }));
    const seen: string[] = [];
    let next: string | undefined = portal.url + address(query);
    while (next !== undefined) {
      const page = FeatureCollection.parse(await (await fetch(next)).json());
      seen.push(...idsOf(page));
      next = page.links.find(({ rel }) => rel === 'next')?.href;
    }
    expect(seen).toEqual(whole);
  });

  test('properties chooses what is sent, in CSV too', async () => {
    const [first] = (await ask({ properties: 'name,population', limit: '1' })).features;
    expect(Object.keys(first?.properties ?? {})).toEqual(['name', 'population']);
    const csv = await (await portal.get(address({ properties: 'code,name', f: 'csv', limit: '1' }))).text();
    expect(csv.split('\r\n')[0]).toBe('code,name');
  });

  // By GDAL 3.6: echo "109 13" | gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:9218
  test.each<readonly [string | null, readonly [number, number], number]>([
    [null, [109, 13], 1e-9],
    ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', [109, 13], 1e-9],
    ['http://www.opengis.net/def/crs/EPSG/0/4326', [13, 109], 1e-9],
    ['http://www.opengis.net/def/crs/EPSG/0/9218', [554042.841, 1437734.101], 0.05],
    ['http://www.opengis.net/def/crs/EPSG/0/3857', [12133824.496, 1459732.272], 0.05],
  ])('crs=%s', async (crs, corner, within) => {
    const query = { filter: "code = '10000'", ...(crs === null ? {} : { crs }) };
    const response = await portal.get(address(query));
    expect(response.headers.get('content-crs')).toBe(`<${crs ?? 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'}>`);
    const { features } = FeatureCollection.parse(await response.json());
    const geometry = features[0]?.geometry;
    const ring = geometry?.type === 'MultiPolygon' ? (geometry.coordinates[0]?.[0] ?? []) : [];
    const nearest = Math.min(...ring.map(([x, y]) => Math.hypot(x - corner[0], y - corner[1])));
    expect(nearest).toBeLessThan(within);
  });
});

test.each<readonly [Record<string, string>, string, string]>([
  [{ filter: 'nope = 1' }, 'query.filter', 'There is no property "nope" to ask by: there are code'],
  [{ filter: "population = 'many'" }, 'query.filter', '(character 14)'],
  [{ filter: 'code = 10000' }, 'query.filter', 'a text (between single quotes)'],
  [{ filter: 'demo > true' }, 'query.filter', 'by = and <> only'],
  [{ filter: "ACCENTI(population) = 'a'" }, 'query.filter', 'ACCENTI takes a text'],
  [{ filter: 'name + 1 = 2' }, 'query.filter', 'Computing takes numbers'],
  [{ filter: 'T_DURING(valid_from, valid_to)' }, 'query.filter', 'T_DURING compares intervals'],
  [{ filter: "T_AFTER(name, DATE('2020-01-01'))" }, 'query.filter', 'A time is wanted'],
  [{ filter: 'S_WITHIN(geometry, BBOX(3, 3, 4, 2))' }, 'query.filter', 'south is not above north'],
  [{ filter: 'S_WITHIN(geometry, BBOX(3, 3, 400, 4))' }, 'query.filter', 'lie on the earth'],
  [{ filter: "name LIKE 'a\\'", 'filter-lang': 'cql-text' }, 'query.filter', 'stands for nothing'],
  [{ filter: "casei(population) = casei('a')" }, 'query.filter', 'CASEI takes a text'],
  [{ filter: 'S_WITHIN(name, POINT(1 2))' }, 'query.filter', 'is no geometry'],
  [{ filter: 'S_WITHIN(geometry, POINT(200 2))' }, 'query.filter', 'no place of the earth'],
  [{ filter: 'S_DWITHIN(geometry, LINESTRING(-90 0, 90 0), 1)' }, 'query.filter', 'half round the earth'],
  [{ filter: "name = 'a\u0000'" }, 'query.filter', 'U+0000'],
  [
    { filter: '{"op":"=","args":[{"property":"name"},"a\\u0000"]}', 'filter-lang': 'cql2-json' },
    'query.filter',
    'U+0000',
  ],
  [{ filter: 'true', 'filter-crs': 'EPSG:27700' }, 'query.filter-crs', 'no coordinate system'],
  [{ 'filter-lang': 'cql2-json' }, 'query.filter-lang', 'give filter too'],
  [{ filter: 'true', 'filter-lang': 'sql' }, 'query.filter-lang', 'filter-lang'],
  [{ crs: 'http://www.opengis.net/def/crs/EPSG/0/27700' }, 'query.crs', 'no coordinate system'],
  [{ sortby: 'nope' }, 'query.sortby', 'no property "nope"'],
  [{ properties: 'code,geom' }, 'query.properties', 'no property "geom"'],
  [{ bbox: '109,14,110,13' }, 'query.bbox', 'lower edge'],
  [{ bbox: '1000,14,110,13' }, 'query.bbox', 'on the earth'],
])('%j is refused by name', async (query, at, words) => {
  const problem = await refused(query);
  expect(problem.detail).toContain(words);
  expect(problem.at).toBe(at);
});

test('whatever is written as a filter gives 200 or a sentence', async () => {
  const piece = fc.constantFrom(
    "'",
    '"',
    '(',
    ')',
    'name',
    'population',
    '=',
    '<>',
    'LIKE',
    'IN',
    'NOT',
    'AND',
    'OR',
    'IS',
    'NULL',
    'BETWEEN',
    '1',
    '-',
    "'a'",
    ',',
    'DATE',
    'S_INTERSECTS',
    'geometry',
    'POINT',
    'POLYGON',
    'BBOX',
    'S_DWITHIN',
    '\\',
    '%',
    '1e999',
    'casei',
    ';',
    '--',
    '\u0000',
    '😀',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 12 }),
      fc.constantFrom('cql2-text', 'cql2-json', 'cql-text'),
      async (pieces, language) => {
        const response = await portal.get(address({ filter: pieces.join(' '), 'filter-lang': language, limit: '1' }));
        await response.arrayBuffer();
        expect([200, 400]).toContain(response.status);
      },
    ),
    { numRuns: 200 },
  );
});
