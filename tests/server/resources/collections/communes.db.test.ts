import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '#contract/viewer.ts';
import { FeatureCollection } from '#contract/features.ts';
import { insertFeatures, school, tableOf } from '#tests/support/features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { handOver, insertBoard, recode } from '#tests/support/province.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';

// 10000 is another commune's code since July 2025; 10001 is nobody's since; 10002 became 10009 and is the same commune.
const reform = '2025-07-01';
const before = '2025-06-30';
const after = '2025-07-02';

let portal: TestPortal;
let viewer: Viewer = { kind: 'public' };
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: after }, { viewerOf: () => viewer });
  const { db, catalog } = portal;
  await insertBoard(db, { columns: 1, rows: 3 });
  await handOver(db, { code: '10000', day: reform });
  await handOver(db, { code: '10001', day: reform, lost: true });
  await recode(db, { code: '10002', to: '10009', day: reform });
  const rest = (communeCode: string, validFrom: string) => ({ communeCode, validFrom });
  await insertFeatures(db, tableOf(catalog, 'schools'), [
    school('old', [109.01, 13.01], rest('10000', '2020-02-01')),
    // Before any commune is known: in the one that bears the code when they begin to be.
    school('older', [109.01, 13.02], rest('10000', '2010-01-01')),
    school('new', [109.02, 13.01], rest('10000', reform)),
    school('left', [109.01, 13.06], rest('10001', '2020-02-01')),
    school('same', [109.01, 13.11], rest('10002', '2020-02-01')),
    school('nowhere', [109.2, 13.2], rest('19999', '2020-02-01')),
  ]);
});
afterAll(() => portal.drop());

async function found(query: string): Promise<string[]> {
  const response = await portal.get(`/api/collections/schools/items?limit=100&${query}`);
  expect(response.status, await response.clone().text()).toBe(200);
  const { features, numberMatched } = FeatureCollection.parse(await response.json());
  expect(numberMatched).toBe(features.length);
  // Of an interval a version has its day in its id.
  return features.map(({ id }) => String(id).split('@')[0] ?? '').sort();
}
const filter = (text: string) => `filter=${encodeURIComponent(text)}`;
const json = (value: object) => `filter-lang=cql2-json&${filter(JSON.stringify(value))}`;
const property = { property: 'commune_code' };

const ways: [string, (code: string) => string][] = [
  ['the property', (code) => `commune_code=${code}`],
  ['a filter', (code) => filter(`commune_code = '${code}'`)],
  ['a filter the other way round', (code) => filter(`'${code}' = commune_code`)],
  ['a list', (code) => filter(`commune_code IN ('${code}', '18888')`)],
  ['what is not another', (code) => filter(`NOT (commune_code <> '${code}')`)],
  ['JSON', (code) => json({ op: '=', args: [property, code] })],
  ['a list in JSON', (code) => json({ op: 'in', args: [property, [code, '18888']] })],
];

describe.each(ways)('features of a commune, asked for by %s', (_, asking) => {
  test.each([
    ['10000', before, ['old', 'older']],
    ['10000', after, ['new']],
    ['10000', '2015-01-01', ['older']],
    ['10000', `${before}/${after}`, ['new', 'old', 'older']],
    ['10000', `${reform}/..`, ['new']],
    ['10000', `../${before}`, ['old', 'older']],
    // Nobody bears it, so it means what features say.
    ['10001', after, ['left']],
    ['10002', before, ['same']],
    ['10002', after, ['same']],
    ['10009', before, []],
    ['10009', after, ['same']],
    ['19999', after, ['nowhere']],
  ])('%s on %s', async (code, datetime, expected) => {
    expect(await found(`${asking(code)}&datetime=${datetime}`)).toEqual(expected);
  });
});

test('what is not of a commune is all else', async () => {
  const elsewhere = ['left', 'nowhere', 'old', 'older', 'same'];
  expect(await found(`${filter(`commune_code <> '10000'`)}&datetime=${after}`)).toEqual(elsewhere);
  expect(await found(`${filter(`NOT (commune_code IN ('10000'))`)}&datetime=${after}`)).toEqual(elsewhere);
});

test('what has no code is neither in a commune nor elsewhere', async () => {
  const { db, catalog } = portal;
  await insertFeatures(db, tableOf(catalog, 'schools'), [school('codeless', [109.3, 13.3])]);
  await db.pool.query(`update collection_schools set commune_code = null where code = 'codeless'`);
  try {
    // Of codes that are borne, and of one that nobody bears.
    for (const code of ['10000', '10001'])
      for (const text of [`commune_code = '${code}'`, `commune_code <> '${code}'`, `NOT (commune_code IN ('${code}'))`])
        expect(await found(`${filter(text)}&datetime=${after}`), text).not.toContain('codeless');
    expect(await found(`${filter('commune_code IS NULL')}&datetime=${after}`)).toEqual(['codeless']);
  } finally {
    await db.pool.query(`delete from collection_schools where code = 'codeless'`);
  }
});

test('a feature says the code that its commune bears on the day, else the one of its first and until when that held', async () => {
  const said = async (datetime: string) => {
    const response = await portal.get(`/api/collections/schools/items?limit=100&datetime=${datetime}`);
    const { features } = FeatureCollection.parse(await response.json());
    return features.map(({ id, properties, communeUntil }) => {
      expect(properties).not.toHaveProperty('commune_id');
      return [id.split('@')[0], properties['commune_code'], communeUntil];
    });
  };
  expect(await said(after)).toEqual([
    ['left', '10001', before],
    ['new', '10000', undefined],
    // Nobody ever bore it.
    ['nowhere', '19999', null],
    ['old', '10000', before],
    ['older', '10000', before],
    ['same', '10009', undefined],
  ]);
  const stated = [
    ['left', '10001', undefined],
    ['new', '10000', undefined],
    ['nowhere', '19999', undefined],
    ['old', '10000', undefined],
    ['older', '10000', undefined],
    ['same', '10002', undefined],
  ];
  expect(await said(`${before}/${after}`)).toEqual(stated);
  expect(await said(before)).toEqual(
    stated.filter(([id]) => id !== 'new').map(([id, code]) => [id, code, id === 'nowhere' ? null : undefined]),
  );
});

test('what the property is compared with and sorted by is what it shows', async () => {
  const like = (pattern: string) => `${filter(`commune_code LIKE '${pattern}'`)}&datetime=${after}`;
  expect(await found(like('10009'))).toEqual(['same']);
  expect(await found(like('10002'))).toEqual([]);
  const response = await portal.get(`/api/collections/schools/items?limit=100&datetime=${after}&sortby=-commune_code`);
  const { features } = FeatureCollection.parse(await response.json());
  expect(features.map(({ properties }) => properties['commune_code']).slice(0, 2)).toEqual(['19999', '10009']);
});

test.each([
  [before, 'csv', ['old', 'older']],
  [after, 'csv', ['new']],
  [before, 'geojson', ['old', 'older']],
  [after, 'geojson', ['new']],
])('an export of %s as %s', async (datetime, format, expected) => {
  const asked = `format=${format}&datetime=${datetime}&${filter(`commune_code = '10000'`)}`;
  const text = await (await portal.get(`/api/collections/schools/export?${asked}`)).text();
  expect(['old', 'older', 'new', 'left'].filter((code) => text.includes(`Trường ${code}`)).sort()).toEqual(
    [...expected].sort(),
  );
});

describe('tiles of a commune', () => {
  const asked = filter(`commune_code = '10000'`);
  const { x, y } = tileOf(109.01, 13.01, 12);
  const schools = '/api/collections/schools/tiles/WebMercatorQuad';
  const ids = async (address: string) => {
    const response = await portal.get(address);
    const layers = decodeTile(new Uint8Array(await response.arrayBuffer()));
    return (layers['schools'] ?? []).map(({ properties }) => properties['id']).sort();
  };

  test('show what lies in it on their day', async () => {
    expect(await ids(`${schools}/12/${y}/${x}?datetime=${before}&${asked}`)).toEqual(['old', 'older']);
    expect(await ids(`${schools}/12/${y}/${x}?datetime=${after}&${asked}`)).toEqual(['new']);
  });

  test('have addresses that move when a code is handed over and no feature changes', async () => {
    const address = async (datetime: string) => {
      const response = await portal.get(`${schools}?f=tilejson&datetime=${datetime}&${asked}`);
      const { tiles } = (await response.json()) as { tiles: string[] };
      return tiles[0]?.replace(portal.url, '').replace('{z}/{y}/{x}', `12/${y}/${x}`) ?? '';
    };
    const then = await address('2027-06-30');
    const later = await address('2027-07-02');
    expect(await ids(then)).toEqual(['new']);
    expect(await ids(later)).toEqual(['new']);
    await handOver(portal.db, { code: '10000', day: '2027-07-01' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await address('2027-07-02')).not.toBe(later);
    expect(await ids(await address('2027-07-02'))).toEqual([]);
    expect(await ids(await address('2027-06-30'))).toEqual(['new']);
  });
});

describe('an officer of a code', () => {
  beforeAll(async () => {
    const { db, catalog } = portal;
    const address = (code: string, validFrom: string) => ({
      communeCode: '10000',
      geometry: { type: 'Point' as const, coordinates: [109.01, 13.01] },
      properties: { scheme: 'ndas10', code, kind: 'household', step: 'coded' },
      validFrom,
    });
    const garden = (code: string, validFrom: string) => ({
      communeCode: '10000',
      geometry: { type: 'Point' as const, coordinates: [109.012, 13.013] },
      properties: { code, stage: 'recognised', owner: `Chủ ${code}`, name: code },
      validFrom,
    });
    await insertFeatures(db, tableOf(catalog, 'digital-addresses'), [
      address('old', '2020-02-01'),
      address('new', reform),
    ]);
    await insertFeatures(db, tableOf(catalog, 'model-gardens'), [garden('old', '2020-02-01'), garden('new', reform)]);
    viewer = { kind: 'officer', communes: ['10000'] };
  });
  afterAll(() => {
    viewer = { kind: 'public' };
  });

  test.each([
    [before, ['old']],
    [after, ['new']],
  ])('sees on %s what lies in the commune that bears it', async (datetime, expected) => {
    const items = async (id: string) => {
      const response = await portal.get(`/api/collections/${id}/items?datetime=${datetime}&limit=100`);
      return FeatureCollection.parse(await response.json());
    };
    const addresses = await items('digital-addresses');
    expect(addresses.features.map(({ properties }) => properties['code'])).toEqual(expected);
    expect(addresses.numberMatched).toBe(expected.length);
    const gardens = await items('model-gardens');
    expect(gardens.features.flatMap(({ properties }) => properties['owner'] ?? [])).toEqual(
      expected.map((code) => `Chủ ${code}`),
    );
    // The commune's point is shown to others, the exact place to its officer.
    const exact = gardens.features.filter(({ geometry }) => JSON.stringify(geometry).includes('109.012,13.013'));
    expect(exact.map(({ id }) => id)).toEqual(expected);
  });

  test('of a code that its commune gave away sees nothing that begins there later, of however many days', async () => {
    const { db, catalog } = portal;
    viewer = { kind: 'officer', communes: ['10002'] };
    const at = (code: string, communeCode: string, validFrom: string) => ({
      communeCode,
      validFrom,
      geometry: { type: 'Point' as const, coordinates: [109.01, 13.11] },
      properties: { scheme: 'ndas10', code, kind: 'household', step: 'coded' },
    });
    await insertFeatures(db, tableOf(catalog, 'digital-addresses'), [
      at('then', '10002', '2020-02-01'),
      at('since', '10009', reform),
    ]);
    const seen = async (datetime: string) => {
      const response = await portal.get(`/api/collections/digital-addresses/items?datetime=${datetime}&limit=100`);
      const { features } = FeatureCollection.parse(await response.json());
      return features.map(({ properties }) => properties['code']);
    };
    expect(await seen(before)).toEqual(['then']);
    for (const days of [`${before}/${after}`, `${before}/..`, '../..'])
      expect(await seen(days), days).toEqual(['then']);
    viewer = { kind: 'officer', communes: ['10009'] };
    expect(await seen(`${before}/${after}`)).toEqual(['since', 'then']);
  });
});
