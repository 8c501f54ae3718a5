import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { OgcApiEndpoint } from '@camptocamp/ogc-client';
import fc from 'fast-check';
import type { FeatureCollection } from 'geojson';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DeclaredCollection } from '#contract/collections.ts';
import { CollectionList, FeatureCollection as Items } from '#contract/features.ts';
import { Problem } from '#contract/problem.ts';
import { escapeHtml } from '#http/html.ts';
import { readCatalog } from '#catalog/collections.ts';
import { badStrings } from '../../../../scripts/walk/bad-strings.ts';
import { insertHardFeatures, ownTables } from '#tests/support/hard-features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';

const run = promisify(execFile);
const text = (words: string) => ({ vi: words, en: words });
const declaration: DeclaredCollection = {
  id: 'bridges',
  title: text('Cầu <b>'),
  description: text('Cầu'),
  keywords: [],
  storage: { kind: 'table', geometry: 'point', key: ['code'] },
  topic: 'III/2/01',
  properties: [
    { name: 'code', title: text('Mã cầu'), type: 'string', required: true },
    {
      name: 'kind',
      title: text('Loại <img src=x onerror=alert(1)>'),
      type: 'string',
      values: [
        { value: 'concrete', label: text('Bê tông <img src=x onerror=alert(2)>') },
        { value: 'wood', label: text('Gỗ') },
      ],
    },
    { name: 'load_t', title: text('Tải trọng'), type: 'number', unit: 'tấn', min: 0, max: 100 },
    { name: 'checked_on', title: text('Ngày kiểm tra'), type: 'date' },
  ],
  common: ['name'],
  symbology: { colour: '#123456', icon: 'bridge' },
  zooms: { min: 0, max: 16 },
  lineage: { producer: text('Sở thử'), statement: text('Nhập thử'), licence: null },
};

const items = '/api/collections/bridges/items';
let portal: TestPortal;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-declared-'));
  await writeFile(path.join(folder, 'bridges.ts'), `export const collection = ${JSON.stringify(declaration)};`);
  const catalog = await readCatalog(pathToFileURL(`${folder}/`));
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' }, { catalog });
  for (const collection of ownTables(catalog.collections)) await insertHardFeatures(portal.db, collection, 30);
});
afterAll(async () => {
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

const json = async (address: string) => (await (await portal.get(address)).json()) as Record<string, unknown>;
const ask = async (query: Record<string, string>) =>
  Items.parse(await json(`${items}?${new URLSearchParams(query).toString()}`));

test('a file in a folder is all that a collection takes', async () => {
  const indexes = await portal.db.pool.query<{ indexname: string }>(
    `select indexname from pg_indexes where tablename = 'collection_bridges'`,
  );
  expect(indexes.rows.map(({ indexname }) => indexname)).toEqual(
    expect.arrayContaining(['collection_bridges_geom', 'collection_bridges_key', 'collection_bridges_shape']),
  );
  expect(await json('/api/collections')).toMatchObject({ collections: [{ id: 'bridges', features: 30 }] });
  expect((await ask({})).numberMatched).toBe(30);
  const { x, y } = tileOf(109.02, 13.02, 9);
  const tile = await portal.get(`/api/collections/bridges/tiles/WebMercatorQuad/9/${y}/${x}`);
  expect(decodeTile(new Uint8Array(await tile.arrayBuffer())).bridges).toHaveLength(30);
  const oneOf = [{ const: 'concrete' }, { const: 'wood' }];
  for (const which of ['queryables', 'schema']) {
    expect(await json(`/api/collections/bridges/${which}`)).toMatchObject({
      properties: { kind: { oneOf }, load_t: { 'x-ogc-unit': 'tấn' }, geometry: { format: 'geometry-point' } },
    });
  }
  const { paths } = (await json('/api/openapi.json')) as { paths: Record<string, { get: { parameters: object[] } }> };
  expect(paths['/collections/bridges/items']?.get.parameters).toContainEqual(
    expect.objectContaining({ name: 'kind', schema: { type: 'string', enum: ['concrete', 'wood'] } }),
  );
  const exported: Pick<FeatureCollection, 'features'> = await json(
    '/api/collections/bridges/export?format=geojson',
  ).then(({ features }) => ({ features: features as FeatureCollection['features'] }));
  expect(exported.features).toEqual((await ask({ limit: '100' })).features);
});

test('pages go on from the last feature, in their own order and in another', async () => {
  for (const query of [{}, { sortby: '-load_t' }, { filter: "kind = 'wood'" }]) {
    const whole = (await ask({ ...query, limit: '100' })).features.map(({ id }) => id);
    const walked: string[] = [];
    let address: string | undefined =
      `${portal.url}${items}?${new URLSearchParams({ ...query, limit: '7' }).toString()}`;
    while (address !== undefined) {
      const page: Items = Items.parse(await json(address.slice(portal.url.length)));
      expect([page.numberMatched, page.numberReturned]).toEqual([whole.length, page.features.length]);
      walked.push(...page.features.map(({ id }) => id));
      address = page.links.find(({ rel }) => rel === 'next')?.href;
    }
    expect(walked).toEqual(whole);
  }
});

test('a property is a parameter of its own type: 12 is 12.0, and what can be no value of it is refused by name', async () => {
  const { features } = await ask({ filter: 'load_t IS NOT NULL', limit: '1' });
  const load = Number(features[0]?.properties['load_t']);
  const alike = await ask({ filter: `load_t = ${load}` });
  expect(alike.numberMatched).toBeGreaterThan(0);
  for (const written of [load.toFixed(6), `0${load}`, `${load * 10}e-1`])
    expect((await ask({ load_t: written })).numberMatched, written).toBe(alike.numberMatched);
  expect((await ask({ load_t: '1e-400' })).numberMatched).toBe((await ask({ load_t: '0' })).numberMatched);
  expect((await ask({ checked_on: '2022-01-01' })).numberMatched).toBe(
    (await ask({ filter: "checked_on = DATE('2022-01-01')" })).numberMatched,
  );
  for (const [name, value, sentence] of [
    ['load_t', 'heavy', 'a number in plain decimal digits'],
    ['load_t', '1e999', 'a number in plain decimal digits'],
    ['checked_on', '2022-02-30', 'a date'],
    ['kind', 'stone', 'one of concrete, wood'],
    ['demo', 'yes', 'true or false'],
  ] as const) {
    const response = await portal.get(`${items}?${name}=${value}`);
    expect([name, response.status]).toEqual([name, 400]);
    expect(Problem.parse(await response.json()).detail).toContain(`Parameter "${name}": must be ${sentence}`);
  }
});

test('a day that no calendar has is refused or finds nothing', async () => {
  expect((await portal.get(`${items}/K1@2022-02-30`)).status).toBe(404);
  for (const filter of ["valid_from > '2022-02-30'", "checked_on IN ('2022-02-01', '2022-02-30')"]) {
    const response = await portal.get(`${items}?filter=${encodeURIComponent(filter)}`);
    expect([filter, response.status]).toEqual([filter, 400]);
  }
});

test.each([
  ["load_t BETWEEN 10 AND 40 AND kind IN ('wood')"],
  ["name LIKE 'Trường%' OR checked_on IS NULL"],
  ["checked_on >= DATE('2022-01-01')"],
  ['S_INTERSECTS(geometry, BBOX(109.0, 13.0, 109.05, 13.02))'],
  ['S_DWITHIN(geometry, POINT(109.01 13.01), 1.5, km)'],
])('the filter %s finds some and its opposite the others or the unknown', async (filter) => {
  const [some, others] = [await ask({ filter, limit: '100' }), await ask({ filter: `NOT (${filter})`, limit: '100' })];
  expect(some.numberMatched).toBeGreaterThan(0);
  expect(some.numberMatched + others.numberMatched).toBeLessThanOrEqual(30);
  expect(some.numberMatched).toBeLessThan(30);
});

test('coordinates come in the order of their system, and the header names it', async () => {
  const where = async (crs: string) => {
    const response = await portal.get(`${items}?code=K0&crs=${encodeURIComponent(crs)}`);
    expect(response.headers.get('content-crs')).toBe(`<${crs}>`);
    const { features } = Items.parse(await response.json());
    return (features[0]?.geometry?.coordinates as number[]).map(Math.round);
  };
  expect(await where('http://www.opengis.net/def/crs/OGC/1.3/CRS84')).toEqual([109, 13]);
  expect(await where('http://www.opengis.net/def/crs/EPSG/0/4326')).toEqual([13, 109]);
  const [east = 0, north = 0] = await where('http://www.opengis.net/def/crs/EPSG/0/9218');
  expect([Math.round(east / 1e4), Math.round(north / 1e4)]).toEqual([56, 144]);
});

test('pages for people have titles and labels, and what looks like markup is text', async () => {
  for (const address of [`${items}?f=html`, `${items}/K1?f=html`, '/api/collections/bridges?f=html']) {
    const page = await (await portal.get(address)).text();
    expect(page, address).not.toMatch(/<img|<b>/);
    expect(page, address).toContain('&#60;img src=x onerror=alert(1)&#62;');
  }
  const list = await (await portal.get(`${items}?f=html`)).text();
  for (const words of ['Mã cầu', 'Tải trọng (tấn)', 'Gỗ', '01/01/2022']) expect(list).toContain(words);
});

test('collections are shown to people by what they hold, and what is narrowed as it is', async () => {
  const textOf = async (address: string) => (await portal.get(address)).text();
  const { collections } = CollectionList.parse(JSON.parse(await textOf('/api/collections')));
  const list = await textOf('/api/collections?f=html');
  for (const { id, titles, descriptions, features, whole } of collections) {
    expect(list).toContain(`<a href="/api/collections/${id}?f=html">${escapeHtml(titles.vi)}</a>`);
    if (whole !== null) continue;
    expect(list).toContain(escapeHtml(descriptions.vi));
    expect(list).toContain(`<p>${features} đối tượng · <a href="/api/collections/${id}/items?f=html">`);
  }
  expect(list).not.toContain('storageCrs');
  expect(await textOf('/api/collections?fields=minZoom&f=html')).toContain('<th scope="row">minZoom</th>');

  const page = await textOf('/api/collections/bridges?f=html');
  for (const words of ['Mã cầu', 'load_t', 'tấn', 'Gỗ', 'href="/data/bridges"', 'export?format=gpkg'])
    expect(page).toContain(words);
});

test('an OGC client library finds the collection, its formats and its items', async () => {
  // It takes addresses to be relative to a page, which there is none of.
  vi.stubGlobal('location', new URL(portal.url));
  const endpoint = new OgcApiEndpoint(`${portal.url}/api`);
  expect(await endpoint.featureCollections).toEqual(['bridges']);
  expect((await endpoint.info).title).toContain('nông thôn mới');
  const found = await endpoint.getCollectionItems('bridges', 30);
  expect(found).toHaveLength(30);
});

test('GDAL reads the collection and its tile', async () => {
  const where = ['-where', "kind = 'wood' AND load_t > 10", `OAPIF:${portal.url}/api`, 'bridges'];
  const { stdout } = await run('ogrinfo', ['-ro', '-q', '-oo', 'PAGE_SIZE=7', ...where]);
  const wanted = await ask({ filter: "kind = 'wood' AND load_t > 10" });
  expect(stdout.match(/^OGRFeature\(bridges\)/gm)).toHaveLength(wanted.numberMatched);
  const { x, y } = tileOf(109.02, 13.02, 9);
  const tile = await portal.get(`/api/collections/bridges/tiles/WebMercatorQuad/9/${y}/${x}`);
  const file = path.join(folder, `${y}.mvt`);
  await writeFile(file, new Uint8Array(await tile.arrayBuffer()));
  expect((await readFile(file)).length).toBeGreaterThan(100);
  const read = await run('ogrinfo', ['-ro', '-so', '-al', `MVT:${file}`]);
  expect(read.stdout).toContain('Layer name: bridges');
  expect(read.stdout).toContain('Feature Count: 30');
});

test('whatever is asked, the answer is the features or a sentence, never a failure', async () => {
  const word = fc.oneof(
    fc.constantFrom(...badStrings),
    fc.string({ maxLength: 40 }),
    fc.constantFrom(
      "kind = 'wood'",
      'load_t >',
      'S_INTERSECTS(geometry, POINT(',
      '{"op":"and","args":[',
      '109,13,110,14',
      'EPSG:9218',
    ),
  );
  const address = fc.oneof(
    fc
      .tuple(
        fc.constantFrom(
          'filter',
          'bbox',
          'crs',
          'bbox-crs',
          'datetime',
          'sortby',
          'properties',
          'cursor',
          'offset',
          'kind',
          'load_t',
        ),
        word,
        fc.constantFrom('', '&filter-lang=cql2-json', '&limit=3'),
      )
      .map(([name, value, more]) => `${items}?${name}=${encodeURIComponent(value)}${more}`),
    word.map((value) => `${items}/${encodeURIComponent(value)}`),
    fc
      .tuple(word, word)
      .map(
        ([z, x]) =>
          `/api/collections/bridges/tiles/WebMercatorQuad/${encodeURIComponent(z)}/1/${encodeURIComponent(x)}`,
      ),
    word.map((value) => `/api/collections/bridges/export?format=csv&filter=${encodeURIComponent(value)}`),
  );
  const wellFormed = address.filter((one) => !/\/(\.|%2E){1,2}(\/|$)/i.test(one));
  await fc.assert(
    fc.asyncProperty(wellFormed, async (one) => {
      const response = await portal.get(one);
      expect(response.status, one).toBeLessThan(500);
      const body = await response.text();
      if (response.status >= 400 && response.headers.get('content-type')?.includes('problem')) {
        expect(Problem.parse(JSON.parse(body)).detail.length, one).toBeGreaterThan(10);
      }
    }),
    { numRuns: 150 },
  );
});
