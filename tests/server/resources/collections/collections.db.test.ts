import { valid } from 'geojson-validation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  collectionFields,
  CollectionInfo,
  CollectionList,
  Conformance,
  Feature,
  FeatureCollection,
  FeatureSchema,
  Landing,
} from '#contract/features.ts';
import { Problem } from '#contract/problem.ts';
import { bump, insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

const items = '/api/collections/communes/items';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 10, rows: 11 });
});
afterAll(() => portal.drop());

async function page(query: string): Promise<FeatureCollection> {
  const response = await portal.get(query.startsWith('http') ? query.slice(portal.url.length) : `${items}?${query}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/geo+json');
  return FeatureCollection.parse(await response.json());
}

const link = (links: FeatureCollection['links'], rel: string) => links.find((candidate) => candidate.rel === rel)?.href;

describe('descriptions', () => {
  test('the landing page leads to everything, and every link answers', async () => {
    const landing = Landing.parse(await (await portal.get('/api')).json());
    expect(landing.links.map(({ rel }) => rel)).toEqual(
      expect.arrayContaining(['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data']),
    );
    for (const { href } of landing.links) expect((await fetch(href)).status, href).toBe(200);
  });

  test('conformance says core, GeoJSON, HTML and OpenAPI', async () => {
    const { conformsTo } = Conformance.parse(await (await portal.get('/api/conformance')).json());
    for (const name of ['core', 'geojson', 'html', 'oas30']) {
      expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`);
    }
  });

  test('collections have extents, and every link answers', async () => {
    const { collections } = CollectionList.parse(await (await portal.get('/api/collections')).json());
    expect(collections.map(({ id }) => id)).toEqual(
      portal.catalog.collections.filter(({ access }) => access === 'public').map(({ id }) => id),
    );
    const communes = CollectionInfo.parse(await (await portal.get('/api/collections/communes')).json());
    expect(communes.extent.spatial.bbox[0]?.map((value) => Number(value.toFixed(2)))).toEqual([109, 13, 109.5, 13.55]);
    expect(communes.extent.temporal.interval).toEqual([['2020-01-01T00:00:00Z', null]]);
    for (const { href } of communes.links) expect((await fetch(href)).status, href).toBe(200);
  });

  test('a list can be had with the fields that are named alone', async () => {
    const listed = async (fields?: string) =>
      (await (await portal.get(`/api/collections${fields === undefined ? '' : `?fields=${fields}`}`)).json()) as {
        collections: Record<string, unknown>[];
      };
    const whole = await listed();
    for (const fields of [['titles', 'features'], ['id'], ['links', 'id', 'links'], [...collectionFields]]) {
      const { collections, ...rest } = await listed(fields.join());
      expect(rest).toHaveProperty('links');
      expect(collections).toEqual(
        whole.collections.map((info) =>
          Object.fromEntries(Object.entries(info).filter(([name]) => name === 'id' || fields.includes(name))),
        ),
      );
    }
    const html = await portal.get('/api/collections?fields=titles&f=html');
    expect(await html.text()).not.toContain('storageCrs');
    for (const [fields, name] of [
      ['titles,size', 'size'],
      ['', ''],
      ['titles,', ''],
      ['constructor', 'constructor'],
    ]) {
      const response = await portal.get(`/api/collections?fields=${fields}`);
      const { fault, parameters, at } = Problem.parse(await response.json());
      expect([response.status, fault, at]).toEqual([400, 'fieldUnknown', 'query.fields']);
      expect(parameters).toEqual({ name, known: collectionFields.join(', ') });
    }
  });

  test('sortables are the properties that items can be sorted by, and no others', async () => {
    const communes = CollectionInfo.parse(await (await portal.get('/api/collections/communes')).json());
    const rel = 'http://www.opengis.net/def/rel/ogc/1.0/sortables';
    const { href = '' } = communes.links.find((one) => one.rel === rel) ?? {};
    const response = await portal.get(href.replace(portal.url, ''));
    expect(response.headers.get('content-type')).toContain('application/schema+json');
    const { $id, properties } = FeatureSchema.parse(await response.json());
    expect($id).toBe(href);
    expect(Object.keys(properties)).toEqual(communes.properties.map(({ name }) => name));
    for (const name of [...Object.keys(properties), 'geometry', 'id']) {
      const { status } = await portal.get(`${items}?sortby=-${name}&limit=1`);
      expect([name, status]).toEqual([name, name in properties ? 200 : 400]);
    }
  });

  test('queryables are those of the properties that can be asked for', async () => {
    const response = await portal.get('/api/collections/communes/queryables');
    expect(response.headers.get('content-type')).toContain('application/schema+json');
    const queryables = FeatureSchema.parse(await response.json());
    expect(Object.keys(queryables.properties)).toEqual(
      expect.arrayContaining(['code', 'name', 'kind', 'parent_code', 'demo', 'geometry']),
    );
    const schema = FeatureSchema.parse(await (await portal.get('/api/collections/communes/schema')).json());
    expect(schema.properties.area_km2).toMatchObject({ type: 'number', 'x-ogc-unit': 'km²' });
    expect(queryables.properties.valid_from).toMatchObject({ type: 'string', format: 'date' });
  });
});

describe('items', () => {
  test('come ten at a time, and next leads through all of them once', async () => {
    const codes: unknown[] = [];
    let at: string | undefined = 'limit=17';
    while (at !== undefined) {
      const found: FeatureCollection = await page(at);
      expect(found.numberMatched).toBe(110);
      expect(found.numberReturned).toBe(found.features.length);
      codes.push(...found.features.map((feature) => feature.id));
      at = link(found.links, 'next');
    }
    expect(codes).toHaveLength(110);
    expect(new Set(codes).size).toBe(110);
    expect((await page('')).features).toHaveLength(10);
    const last = await page('limit=50&offset=100');
    expect([last.features.length, link(last.links, 'next')]).toEqual([10, undefined]);
    expect((await page('offset=5000')).features).toEqual([]);
    expect((await page('limit=999999999')).features).toHaveLength(110);
  });

  test('are GeoJSON that the validator accepts, rings anticlockwise, with their properties', async () => {
    const found = await page('limit=110');
    expect(valid(found)).toBe(true);
    for (const feature of found.features) {
      expect(feature.properties).toMatchObject({
        valid_from: '2020-01-01',
        valid_to: null,
        demo: false,
        listed_area_km2: 30,
      });
      const ring = feature.geometry?.type === 'MultiPolygon' ? (feature.geometry.coordinates[0]?.[0] ?? []) : [];
      const twiceArea = ring.reduce((sum, [x, y], index) => {
        const [nextX, nextY] = ring[index + 1] ?? [x, y];
        return sum + x * nextY - nextX * y;
      }, 0);
      expect(twiceArea).toBeGreaterThan(0);
    }
    expect(found.note).toBeUndefined();
  });

  test('can be asked for by extent, one across the 180th meridian too', async () => {
    expect((await page('bbox=109.01,13.01,109.06,13.02&limit=100')).features.map((feature) => feature.id)).toEqual([
      '10000',
      '10100',
    ]);
    expect((await page('bbox=109.01,13.01,0,109.06,13.02,100')).numberMatched).toBe(2);
    // Without area: a point, and lines along either axis, also across the 180th meridian.
    for (const [box, matched] of [
      ['109.02,13.02,109.02,13.02', 1],
      ['109.02,13.02,109.06,13.02', 2],
      ['109.02,13.02,109.02,13.06', 2],
      ['109.02,13.02,-170,13.02', 10],
    ] as const) {
      expect([box, (await page(`bbox=${box}`)).numberMatched]).toEqual([box, matched]);
      if (box.includes('-')) continue;
      const filter = encodeURIComponent(`S_INTERSECTS(geometry, BBOX(${box}))`);
      expect([box, (await page(`filter=${filter}`)).numberMatched]).toEqual([box, matched]);
    }
    expect((await page('bbox=109.45,-90,-170,90')).numberMatched).toBeGreaterThan(10);
    expect((await page('bbox=0,0,10,10')).numberMatched).toBe(0);
  });

  test('can be asked for by property', async () => {
    expect((await page('kind=ward')).numberMatched).toBe(10);
    expect((await page('parent_code=503&kind=commune')).numberMatched).toBe(10);
    expect((await page(`name=${encodeURIComponent('Xã An Phú')}&limit=1`)).features[0]?.properties.name).toBe(
      'Xã An Phú',
    );
    expect((await page('demo=true')).numberMatched).toBe(0);
    expect((await page(`name=${encodeURIComponent("'; drop table boundary; --")}`)).numberMatched).toBe(0);
  });

  test('answer as of a day, a moment and an interval', async () => {
    await portal.db.pool.query(
      `with old as (
         update boundary set valid_to = '2023-01-01'
         where admin_unit_id = (select unit_id from unit_version where code = '10000') returning *
       )
       insert into boundary (admin_unit_id, geom, label_point, area_m2, valid_from, lineage, origin)
       select admin_unit_id, geom, label_point, 12e6, '2023-01-01', 'resurvey', origin from old`,
    );
    await bump(portal.db, 'admin-units');
    const area = async (query: string) =>
      (await page(`code=10000&${query}`)).features.map((feature) => feature.properties.area_km2);
    expect(await area('datetime=2022-12-31')).not.toEqual([12]);
    expect(await area('datetime=2023-01-01')).toEqual([12]);
    // 23:00 of the 31st in UTC is the 1st in Vietnam.
    expect(await area('datetime=2022-12-31T23:00:00Z')).toEqual([12]);
    expect(await area('datetime=2019-12-31')).toEqual([]);
    expect(await area('datetime=../2022-06-01')).toHaveLength(1);
    const both = await page('code=10000&datetime=2022-06-01/..');
    expect(both.features.map((feature) => feature.id)).toEqual(['10000@2020-01-01', '10000@2023-01-01']);
    expect(both.features[0]?.properties).toMatchObject({ valid_from: '2020-01-01', valid_to: '2023-01-01' });
    for (const interval of ['../..', '2020-01-01/', '/2024-01-01'])
      expect((await page(`code=10000&datetime=${interval}`)).numberMatched).toBe(2);
    expect((await page('limit=200')).numberMatched).toBe(110);
  });

  test('can be read one by one', async () => {
    const response = await portal.get(`${items}/10205`);
    expect(response.headers.get('content-type')).toBe('application/geo+json');
    const feature = Feature.parse(await response.json());
    expect(valid(feature)).toBe(true);
    expect(feature).toMatchObject({
      id: '10205',
      properties: { code: '10205', parent_code: '502', parent_name: 'Huyện Cột 3' },
    });
    expect(link(feature.links ?? [], 'collection')).toBe(`${portal.url}/api/collections/communes`);
    const version = Feature.parse(await (await portal.get(`${items}/10000@2020-01-01`)).json());
    expect([version.id, version.properties.valid_to]).toEqual(['10000@2020-01-01', '2023-01-01']);
    for (const id of ['99999', 'constructor', '10205@2019-99-99', "1'--"]) {
      expect((await portal.get(`${items}/${id}`)).status, id).toBe(404);
    }
    // No database takes U+0000 in a text: it is refused before it is asked for.
    expect((await portal.get(`${items}/%00`)).status).toBe(400);
    expect((await portal.get(`${items}/10205?datetime=2019-01-01`)).status).toBe(404);
    expect((await portal.get('/api/collections/districts/items/10205')).status).toBe(404);
  });

  test('come as CSV and as a page too', async () => {
    const csv = await (await portal.get(`${items}?f=csv&limit=3`)).text();
    expect(csv.trimEnd().split('\r\n')).toHaveLength(4);
    const html = await portal.get(items, { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(html.headers.get('vary')).toContain('Accept');
    expect(await html.text()).toContain('Xã An Phú');
    expect((await portal.get(`${items}/10205?f=html`)).status).toBe(200);
  });

  test.each([
    ['limit=0', 'query.limit'],
    ['limit=-1', 'query.limit'],
    ['limit=10abc', 'query.limit'],
    ['limit=1&limit=2', 'query.limit'],
    ['limit[$gt]=1', 'query.limit[$gt]'],
    ['offset=-1', 'query.offset'],
    ['bbox=1,2,3', 'query.bbox'],
    ['bbox=1,2,3,x', 'query.bbox'],
    ['bbox=NaN,0,1,1', 'query.bbox'],
    ['bbox=1e308,0,1,1', 'query.bbox'],
    ['bbox=0,10,1,5', 'query.bbox'],
    ['bbox=0,-91,1,5', 'query.bbox'],
    ['datetime=yesterday', 'query.datetime'],
    ['datetime=2024-02-30', 'query.datetime'],
    ['datetime=2024-01-01/2023-01-01', 'query.datetime'],
    ['datetime=../../..', 'query.datetime'],
    ['f=xml', 'query.f'],
    ['demo=maybe', 'query.demo'],
    ['geom=12', 'query.geom'],
    ['colour=red', 'query.colour'],
    ['__proto__=1', 'query.__proto__'],
    ['constructor=1', 'query.constructor'],
    ['crs=http://www.opengis.net/def/crs/EPSG/0/27700', 'query.crs'],
  ])('%s is refused and named', async (query, at) => {
    const response = await portal.get(`${items}?${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'badRequest', at });
  });
});

test('while invented data is loaded every page says so', async () => {
  await portal.db.pool.query(
    `insert into portal_setting (name, value) values ('demo', '{"referenceDate": "2024-10-31"}')`,
  );
  expect((await page('')).note).toContain('Dữ liệu minh hoạ');
  expect(Feature.parse(await (await portal.get(`${items}/10205`)).json()).note).toContain('Dữ liệu minh hoạ');
  await portal.db.pool.query(`delete from portal_setting where name = 'demo'`);
});
