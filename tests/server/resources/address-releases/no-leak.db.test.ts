import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countStatement, everyItem, sourceValues } from '#catalog/sql.ts';
import { tileStatement } from '#catalog/tile-sql.ts';
import { endpoints } from '#contract/endpoints.ts';
import { FeatureCollection } from '#contract/features.ts';
import type { Viewer } from '#contract/viewer.ts';
import { publishAddresses } from '#resources/address-releases/service.ts';
import { insertAddresses } from '#tests/support/addresses.ts';
import { tableOf } from '#tests/support/features.ts';
import { insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { tileOf } from '#tests/support/tiles.ts';

/** Who asks is told by a header, for tests alone. */
const viewerOf = ({ headers }: IncomingMessage): Viewer =>
  typeof headers['x-communes'] === 'string'
    ? { kind: 'officer', communes: headers['x-communes'].split(',') }
    : { kind: 'public' };
const officer = (communes: string) => ({ headers: { 'x-communes': communes } });

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' }, { viewerOf });
  await insertBoard(portal.db, { columns: 1, rows: 3 });
  await insertAddresses(portal.db, portal.catalog, [
    { row: 0, kind: 'household', count: 37, prefix: 'HH' },
    { row: 1, kind: 'householdBusiness', count: 23, prefix: 'HB' },
    { row: 0, kind: 'office', count: 3, prefix: 'ORG' },
  ]);
  await portal.db.transaction((tx) => publishAddresses(tx, portal.catalog, { on: '2024-01-01', origin: 'import' }));
});
afterAll(() => portal.drop());

/** What only a household's row holds. */
const secret = /(SECRET-)?(HH|HB)\d/;
const ids = ['digital-addresses', 'organisation-addresses', 'digital-address-cells', 'never-was'];
const tables = [
  'collection_digital_addresses',
  'collection_digital_addresses_cell',
  'digital-addresses_cell',
  'address_release_cell',
  'address_release_draw',
];
const { x, y } = tileOf(109.02, 13.025, 14);
const sample: Record<string, string> = { code: '10000', tileMatrix: '14', tileRow: String(y), tileCol: String(x) };
const reads = endpoints.filter(({ method }) => method === 'get');
const ofCollections = reads.filter(({ path }) => path.includes('{collectionId}'));
const forms = [
  '',
  'f=html',
  'f=csv',
  'f=tilejson',
  'limit=1000',
  'bbox=109,13,109.05,13.05',
  'datetime=2024-06-01',
  `filter=${encodeURIComponent("kind = 'household'")}`,
  `filter=${encodeURIComponent("kind IN ('household','householdBusiness') OR code LIKE 'H%'")}`,
  `filter=${encodeURIComponent('{"op":"=","args":[{"property":"kind"},"household"]}')}&filter-lang=cql2-json`,
  `filter=${encodeURIComponent("NOT (kind = 'office')")}`,
  'kind=household',
  'name=SECRET-HH0',
  'properties=code,name,plated_on',
  'sortby=-code',
  'sortby=plated_on',
  'format=csv',
  'format=geojson',
  `format=csv&filter=${encodeURIComponent("kind = 'household'")}`,
];
const filled = (path: string, id: string, featureId: string) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'collectionId' ? id : name === 'featureId' ? featureId : (sample[name] ?? 'three'),
  );
const text = async (path: string, init?: RequestInit) => {
  const response = await portal.get(path, init);
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()).toString('latin1'),
  };
};

describe('the public', () => {
  test.each(ofCollections.map(({ path }) => [path]))('%s shows no household, however it is asked', async (path) => {
    for (const id of [...ids, ...tables])
      for (const form of forms)
        for (const feature of path.includes('featureId')
          ? ['ndas10:HH0', 'ndas10:HB0', 'ndas10:HH0@2022-01-01']
          : ['']) {
          const asked = `${filled(path, id, encodeURIComponent(feature))}?${form}`;
          const { status, body } = await text(asked);
          expect(status, asked).toBeLessThan(500);
          // A refusal may name what it was given.
          if (!form.includes('SECRET') && feature === '') expect(body, asked).not.toMatch(secret);
          if (feature !== '') expect(status, asked).toBeGreaterThanOrEqual(400);
          if (id === 'organisation-addresses' && status === 200)
            expect(body.replace(/"?(href|links)"?[:=]("[^"]*"|\[[^\]]*\])/g, ''), asked).not.toMatch(/household/);
        }
  });

  test.each(ofCollections.map(({ path }) => [path]))(
    '%s answers digital-addresses like an id that never was',
    async (path) => {
      for (const form of forms) {
        const of = async (id: string) => {
          const { status, headers, body } = await text(`${filled(path, id, 'ndas10:HH0')}?${form}`);
          const names = [...headers.keys()].sort().join();
          return [status, names, headers.get('cache-control'), body.replaceAll(id, 'ID')];
        };
        expect(await of('digital-addresses')).toEqual(await of('never-was-in-here'));
      }
    },
  );

  test('no other address shows a household or the collection', async () => {
    const others = reads.filter(({ path }) => !path.includes('{collectionId}')).map(({ path }) => filled(path, '', ''));
    for (const path of [
      ...others,
      '/api?f=html',
      '/api/collections?f=html',
      '/api/admin-units?q=SECRET',
      '/metrics',
      '/healthz',
      '/readyz',
      '/',
    ]) {
      const { body } = await text(path);
      expect(body, path).not.toMatch(secret);
      expect(body, path).not.toMatch(/collections\/digital-addresses\b(?!-)|"digital-addresses"/);
    }
  });

  test('a filter is asked of organisations alone, so that neither its errors nor its time tell of households', async () => {
    const organisations = tableOf(portal.catalog, 'organisation-addresses');
    // An error on any household, were it asked.
    const filter = `1 / (case when code like 'ORG%' then 1 else 0 end) = 1`;
    const values = { ...sourceValues(organisations), from: '2024-01-01', to: '2024-01-01', at: '2024-01-01' };
    const { signal } = new AbortController();
    const found = await portal.db.cancellable(countStatement(organisations, { ...everyItem, filter }), values, signal);
    expect(found).toEqual([{ matched: 3 }]);
    const tile = tileStatement(organisations, { filter, kept: false, as: 'rows' });
    const rows = await portal.db.cancellable<{ id: string }>(tile, { ...values, z: 14, x, y }, signal);
    expect(rows.map(({ id }) => id).sort()).toEqual(['ndas10:ORG0', 'ndas10:ORG1', 'ndas10:ORG2']);
  });

  test('counts of organisations are of organisations, with any filter', async () => {
    for (const form of ['', ...forms.filter((one) => one.startsWith('filter=') || one.startsWith('bbox'))]) {
      const { status, body } = await text(`/api/collections/organisation-addresses/items?${form}`);
      if (status !== 200) continue;
      const found = FeatureCollection.parse(JSON.parse(Buffer.from(body, 'latin1').toString()));
      expect(found.numberMatched).toBeLessThanOrEqual(3);
      expect(found.features.every(({ properties }) => properties['kind'] === 'office')).toBe(true);
    }
  });

  test('nothing that anybody can ask for moves with an edit of households', async () => {
    const paths = ids.flatMap((id) =>
      ofCollections
        .filter(({ path }) => !path.includes('/export'))
        .flatMap(({ path }) => ['', 'f=tilejson'].map((form) => `${filled(path, id, 'ndas10:ORG0')}?${form}`)),
    );
    const all = ['/api/collections', '/api/address-releases', '/api', '/api/portal', ...paths];
    const seen = () =>
      Promise.all(
        all.map(async (path) => {
          const { status, headers, body } = await text(path);
          return [path, status, headers.get('etag'), body.replace(/"timeStamp":"[^"]*"/, '')];
        }),
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = await seen();
    await insertAddresses(portal.db, portal.catalog, [
      { row: 0, kind: 'household', count: 50, prefix: 'HX', validFrom: '2024-09-09' },
    ]);
    await portal.db.pool.query(`update collection_digital_addresses set step = 'coded' where code like 'HX1%'`);
    await portal.db.pool.query(`delete from collection_digital_addresses where code like 'HX%'`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await seen()).toEqual(before);
    await insertAddresses(portal.db, portal.catalog, [{ row: 0, kind: 'office', count: 1, prefix: 'NEW' }]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const after = await seen();
    expect(
      after.filter(([path], at) => String(path).includes('organisation') && after[at]?.[2] !== before[at]?.[2]).length,
    ).toBeGreaterThan(0);
  });
});

describe('the true counts that draws were made of', () => {
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  const table = /address_release_draw/;

  test('are named by no statement but those of a release', () => {
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    })
      .split('\n')
      .filter((file) => /^(client|data|scripts|server)\/.*\.(ts|sql|json|js|svelte)$/.test(file));
    const naming = files.filter((file) => table.test(readFileSync(path.join(root, file), 'utf8')));
    expect(naming.sort()).toEqual([
      'server/db/migrations/0009_release_draw.sql',
      'server/resources/address-releases/queries.sql',
    ]);
    const statements = readFileSync(path.join(root, naming.at(-1) ?? ''), 'utf8').split(/^-- name: /m);
    const own = statements.filter((one) => table.test(one)).map((one) => one.split(' ')[0]);
    expect(own).toEqual(['keptDraws', 'forgetDraws', 'keepDraws']);
    // What lists releases for answers is none of them, and the service alone runs them.
    const service = readFileSync(path.join(root, 'server/resources/address-releases/service.ts'), 'utf8');
    for (const name of own) expect(service.split(`queries.${name}`)).toHaveLength(2);
    expect(service).toMatch(/export async function publishAddresses[^]*queries\.keptDraws[^]*\n}\n\n\/\*\* Takes out/);
  });

  test('are read by no view, function or trigger of the database', async () => {
    const { rows } = await portal.db.pool.query<{ name: string }>(
      `select view_name as name from information_schema.view_table_usage where table_name = 'address_release_draw'
       union all select proname from pg_proc where prosrc like '%address_release_draw%'
       union all select tgname from pg_trigger where tgrelid = 'address_release_draw'::regclass and not tgisinternal`,
    );
    expect(rows).toEqual([]);
    expect((await portal.db.pool.query('select from address_release_draw')).rowCount).toBeGreaterThan(0);
  });

  test('move no answer', async () => {
    const paths = [
      '/api/address-releases',
      ...ofCollections
        .filter(({ path: one }) => !one.includes('/export'))
        .map(({ path: one }) => filled(one, 'digital-address-cells', '10000')),
    ];
    const seen = () =>
      Promise.all(
        paths.map(async (one) => {
          const { status, headers, body } = await text(one);
          return [one, status, headers.get('etag'), body.replace(/"timeStamp":"[^"]*"/, '')];
        }),
      );
    const before = await seen();
    await portal.db.pool.query(`update address_release_draw set counts = '{12345,12345,12345,12345}', lots = '{0.5}'`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await seen()).toEqual(before);
  });
});

describe('an officer', () => {
  const items = '/api/collections/digital-addresses/items?limit=1000';
  test('sees the addresses of the own communes, all of them and no others', async () => {
    for (const [communes, matched] of [
      ['10000', 41],
      ['10001', 23],
      ['10000,10001', 64],
      ['10002', 0],
    ] as const) {
      const { status, headers, body } = await text(items, officer(communes));
      expect(status).toBe(200);
      const found = FeatureCollection.parse(JSON.parse(Buffer.from(body, 'latin1').toString()));
      expect(found.numberMatched).toBe(matched);
      expect(found.features.every(({ properties }) => communes.includes(String(properties['commune_code'])))).toBe(
        true,
      );
      expect(headers.get('cache-control')).toBe('private, no-cache');
    }
    const one = '/api/collections/digital-addresses/items/ndas10%3AHH0';
    expect([(await text(one, officer('10000'))).status, (await text(one, officer('10001'))).status]).toEqual([
      200, 404,
    ]);
  });

  test('has answers that no other reader is given', async () => {
    const tags = await Promise.all(
      ['10000', '10001'].map(async (own) => (await text(items, officer(own))).headers.get('etag')),
    );
    expect(tags[0]).not.toBe(tags[1]);
    const again = await text(items, { headers: { 'x-communes': '10001', 'if-none-match': tags[0] ?? '' } });
    expect(again.status).toBe(200);
  });

  test.each(ofCollections.map(({ path }) => [path]))('%s may be kept for nobody else', async (path) => {
    for (const form of ['', 'f=html', 'f=tilejson', 'format=csv']) {
      const asked = `${filled(path, 'digital-addresses', encodeURIComponent('ndas10:HH0'))}?${form}`;
      const { status, headers } = await text(asked, officer('10000'));
      if (status === 200) expect(headers.get('cache-control'), asked).toMatch(/^private, no-(cache|store)$/);
      else expect(headers.get('cache-control'), asked).toBe('no-store');
    }
  });

  test('has tiles that are never remembered for the public', async () => {
    const tile = `/api/collections/digital-addresses/tiles/WebMercatorQuad/14/${y}/${x}`;
    for (let time = 0; time < 3; time++) {
      const own = await text(tile, officer('10000'));
      expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
      expect(own.body).toMatch(/HH\d/);
      expect((await text(tile, officer('10002'))).status).toBe(204);
      expect((await text(tile)).status).toBe(404);
    }
  });
});
