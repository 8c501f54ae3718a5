import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isTable, type TableCollection } from '#catalog/collections.ts';
import { CollectionInfo, Conformance, FeatureCollection, FeatureSchema, Landing } from '#contract/features.ts';
import { insertHardFeatures } from '#tests/support/hard-features.ts';
import { insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

/*
 * What QGIS asks of the portal. The requests of 3.22 were seen on the wire, those of later versions are what its source
 * (src/providers/wfs/oapif) writes: see docs/qgis.md. QGIS itself is not needed here.
 */

const items = '/api/collections/schools/items';
let portal: TestPortal;
let schools: TableCollection;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 2, rows: 2 });
  const found = portal.catalog.find('schools');
  if (found === null || !isTable(found)) throw new Error('schools are a table');
  schools = found;
  await insertHardFeatures(portal.db, schools, 40);
});
afterAll(() => portal.drop());

const accepts = { json: 'application/json', schema: 'application/schema+json' };
const ask = (address: string, accept = accepts.json) => portal.get(address, { headers: { accept } });
const page = async (query: string) =>
  FeatureCollection.parse(await (await ask(`${items}?${query}`, 'application/geo+json, application/json')).json());

describe('a connection', () => {
  test.each(['/api', '/api/', '/api?f=json', '/'])('to %s finds the landing page', async (address) => {
    const response = await ask(address);
    expect(response.status).toBe(200);
    const { links } = Landing.parse(await response.json());
    const rels = links.filter(({ type }) => type !== 'text/html').map(({ rel }) => rel);
    expect(rels).toEqual(expect.arrayContaining(['service-desc', 'conformance', 'data']));
  });

  test('hands its own parameters on to every address', async () => {
    for (const address of ['', '/openapi.json', '/conformance', '/collections', '/collections/schools']) {
      expect((await ask(`/api${address}?f=json`)).status, address).toBe(200);
    }
    expect((await page('limit=10&f=json')).numberReturned).toBe(10);
  });

  test('learns the size of a page where QGIS looks for it', async () => {
    const document = (await (await ask('/api/openapi.json')).json()) as {
      components: { parameters: { limit: { schema: object } } };
      paths: Record<string, { get: { parameters: object[] } }>;
    };
    expect(document.components.parameters.limit).toMatchObject({
      name: 'limit',
      in: 'query',
      schema: { type: 'integer', default: 10, maximum: 10_000 },
    });
    for (const id of ['{collectionId}', 'schools']) {
      expect(document.paths[`/collections/${id}/items`]?.get.parameters).toContainEqual({
        $ref: '#/components/parameters/limit',
      });
    }
  });
});

describe('the types of fields', () => {
  test('decimals are written as decimals, whole ones too: the first ten features tell QGIS the type', async () => {
    const body = await (await ask(`${items}?limit=40`, 'application/geo+json')).text();
    const writtenOf = (name: string) =>
      [...body.matchAll(new RegExp(`"${name}":([^,}]+)`, 'g'))].map(([, value = '']) => value);
    const types = Object.fromEntries(schools.properties.map(({ name, type }) => [name, type]));
    expect([types.land_m2, types.pupils]).toEqual(['number', 'integer']);
    expect(writtenOf('land_m2')).toHaveLength(40);
    for (const value of writtenOf('land_m2')) expect(value).toMatch(/^(null|-?\d+\.\d+)$/);
    for (const value of writtenOf('pupils')) expect(value).toMatch(/^(null|-?\d+)$/);
    const stored = await portal.db.pool.query<{ code: string; land_m2: number | null }>(
      'select code, land_m2 from collection_schools',
    );
    const { features } = await page('limit=40');
    expect(new Map(features.map(({ id, properties }) => [id, properties.land_m2]))).toEqual(
      new Map(stored.rows.map(({ code, land_m2 }) => [code, land_m2])),
    );
  });

  test.each([0, 12, -12.5, 1e14, 1e15, 1e300, 0.1 + 0.2, 123_456_789.123_456_7, 5e-324])(
    '%d comes out as the same number',
    async (value) => {
      await portal.db.pool.query(`update collection_schools set land_m2 = $1 where code = 'K1'`, [value]);
      const response = await ask(`${items}/K1`, 'application/geo+json');
      const { properties } = (await response.json()) as { properties: { land_m2: number } };
      expect(properties.land_m2).toBe(value);
    },
  );

  test('QGIS from 3.44 on takes types, titles and order from the schema', async () => {
    const { conformsTo } = Conformance.parse(await (await ask('/api/conformance')).json());
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas');
    const { links } = CollectionInfo.parse(await (await ask('/api/collections/schools')).json());
    const link = links.find(({ rel }) => rel === 'http://www.opengis.net/def/rel/ogc/1.0/schema');
    expect(link?.type).toBe(accepts.schema);
    const response = await ask(new URL(link?.href ?? '').pathname, accepts.schema);
    expect(response.headers.get('content-type')).toContain(accepts.schema);
    const { properties } = FeatureSchema.parse(await response.json());
    // QGIS puts names into the order of the alphabet first, so that the order has to be told.
    const inOrder = Object.entries(properties)
      .filter(([, { type }]) => type !== undefined)
      .sort(([, a], [, b]) => Number(a['x-ogc-propertySeq']) - Number(b['x-ogc-propertySeq']));
    expect(inOrder.map(([name]) => name)).toEqual(schools.properties.map(({ name }) => name));
    expect(properties.valid_to).toMatchObject({ type: 'string', format: 'date', title: 'Không còn từ' });
    expect(properties.geometry).toMatchObject({ format: 'geometry-point', 'x-ogc-role': 'primary-geometry' });
  });
});

describe('a filter', () => {
  // Versions before 3.32 send a comparison of a date as `datetime`, with these ends for "from ... on" and "up to ...".
  test.each([
    'datetime=2024-01-01%2F9999-12-31T00:00:00Z',
    'datetime=2024-01-01T00:00:00Z%2F9999-12-31T00:00:00Z',
    'datetime=0000-01-01T00:00:00Z%2F2024-10-31',
    'datetime=0000-01-01T00:00:00Z%2F2024-10-31T00:00:00.000Z',
    'datetime=2024-10-31',
  ])('of a date is understood: %s', async (query) => {
    expect((await page(`limit=100&${query}`)).numberMatched).toBe(40);
  });

  // Later ones write CQL2 in these forms.
  test.each([
    [`(level = 'primary')`],
    [`("national_standard" = TRUE)`],
    [`("built_year" IS NULL)`],
    [`("built_year" IS NOT NULL)`],
    [`(NOT ((level = 'primary')))`],
    [`(name LIKE '%Trường%')`],
    [`(name NOT LIKE '%Trường%')`],
    [`(CASEI(name) LIKE CASEI('%TRƯỜNG%'))`],
    [`("surveyed_on" <= DATE('2024-09-30'))`],
    [`("surveyed_on" >= TIMESTAMP('2024-09-30T00:00:00.000Z'))`],
    [`(level IN ('primary','preschool'))`],
    [`pupils BETWEEN 100 AND 200`],
    [`((pupils > 100) AND ((classes < 5) OR (land_m2 >= 10.5)))`],
    [`S_INTERSECTS(geometry,BBOX(108.5,12.5,109.5,13.5))`],
  ])('of later versions is understood: %s', async (filter) => {
    const query = new URLSearchParams({ limit: '100', filter, 'filter-lang': 'cql2-text' });
    const response = await ask(`${items}?${query.toString()}`);
    expect(response.status).toBe(200);
  });
});

test('the view is asked for with more digits than a box needs, and pages go on to the end', async () => {
  const view = await page(`limit=7&bbox=108.5,12.5,109.50000000000000284,13.50000000000000036`);
  expect(view.numberMatched).toBe(40);
  const seen = new Set<string>();
  for (let next: string | undefined = `${items}?limit=7`; next !== undefined;) {
    const one: FeatureCollection = await page(next.slice(next.indexOf('?') + 1));
    for (const { id } of one.features) seen.add(id);
    next = one.links.find(({ rel }) => rel === 'next')?.href;
  }
  expect(seen.size).toBe(40);
});
