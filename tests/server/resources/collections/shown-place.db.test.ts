import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '#contract/viewer.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { insertFeatures, tableOf } from '#tests/support/features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';

const secret = [109.2003, 13.1007] as const;
const hamlet = [109.25, 13.15] as const;
const open = [109.2203, 13.1207] as const;
const far = [109.9123, 13.9234] as const;

let portal: TestPortal;
let viewer: Viewer = { kind: 'public' };

function garden(code: string, at: readonly [number, number], rest: Record<string, unknown> = {}) {
  return {
    communeCode: '22042',
    geometry: { type: 'Point' as const, coordinates: [...at] },
    properties: { code, stage: 'recognised', owner: `Owner of ${code}`, hamlet: 'Thôn Một', ...rest },
  };
}

beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' }, { viewerOf: () => viewer });
  const { db, catalog } = portal;
  await insertFeatures(db, tableOf(catalog, 'hamlets'), [
    {
      communeCode: '22042',
      geometry: { type: 'Point', coordinates: [...hamlet] },
      properties: { code: 'T1', kind: 'hamlet', name: 'Thôn Một' },
    },
  ]);
  await insertFeatures(db, tableOf(catalog, 'model-gardens'), [
    garden('no', secret),
    garden('said-no', secret, { consent: false }),
    garden('yes', open, { consent: true }),
    garden('lost', far, { hamlet: 'no such hamlet' }),
    // Consent that was withdrawn later: in both orders of writing.
    { ...garden('withdrawn', secret, { consent: true }), validTo: '2023-06-01' },
    { ...garden('withdrawn', secret, { consent: false }), validFrom: '2023-06-01' },
    { ...garden('withdrawn-first', secret, { consent: false }), validFrom: '2023-06-01' },
    { ...garden('withdrawn-first', secret, { consent: true }), validTo: '2023-06-01' },
  ]);
});
afterAll(() => portal.drop());

const items = '/api/collections/model-gardens/items';

async function placesOf(query: string): Promise<Record<string, number[]>> {
  const response = await portal.get(`${items}?limit=100${query}`);
  expect(response.status, await response.clone().text()).toBe(200);
  const { features } = (await response.json()) as {
    features: { id: string; geometry: { coordinates: number[] }; properties: Record<string, unknown> }[];
  };
  return Object.fromEntries(features.map(({ id, geometry }) => [id, geometry.coordinates]));
}

const around = ([x, y]: readonly [number, number], by: number) => [x - by, y - by, x + by, y + by].join(',');
const filter = (text: string) => `&filter=${encodeURIComponent(text)}`;
const secretTexts = [secret, far].flatMap((place) => place.map(String));

describe('anybody', () => {
  test('is shown the hamlet, or a point of no more use, until consent is recorded', async () => {
    expect(await placesOf('')).toEqual({
      no: [...hamlet],
      'said-no': [...hamlet],
      yes: [...open],
      lost: [109.9, 13.9],
      withdrawn: [...hamlet],
      'withdrawn-first': [...hamlet],
    });
  });

  test.each(['', '&datetime=2022-06-01', '&datetime=2021-01-01/2024-10-31', '&f=csv', '&f=html'])(
    'reads no exact place in items%s',
    async (query) => {
      const text = await (await portal.get(`${items}?limit=100${query}`)).text();
      for (const part of secretTexts) expect(text).not.toContain(part);
      expect(text).not.toContain('Owner of');
    },
  );

  test.each([
    `&bbox=${around(secret, 0.01)}`,
    filter(`s_dwithin(geometry, point(${secret.join(' ')}), 500)`),
    filter(`s_intersects(geometry, bbox(${around(secret, 0.01)}))`),
    `&datetime=2022-06-01&bbox=${around(secret, 0.01)}`,
    `&datetime=2021-01-01/..&bbox=${around(secret, 0.01)}`,
  ])('finds nothing there by asking for the place: %s', async (query) => {
    expect(await placesOf(query)).toEqual({});
  });

  test('cannot ask by what is for officers', async () => {
    for (const query of [filter(`owner = 'Owner of no'`), '&owner=x', '&sortby=owner', '&properties=owner']) {
      expect((await portal.get(`${items}?limit=1${query}`)).status, query).toBe(400);
    }
  });
});

test('tiles hold the hamlet for everybody, officers too', async () => {
  const { x, y } = tileOf(...hamlet, 12);
  const address = `/api/collections/model-gardens/tiles/WebMercatorQuad/12/${y}/${x}`;
  for (const who of [{ kind: 'public' }, { kind: 'officer', communes: ['22042'] }] as const) {
    viewer = who;
    const there = await portal.get(address);
    expect(decodeTile(new Uint8Array(await there.arrayBuffer()))['model-gardens']?.length).toBe(4);
    const owner = encodeURIComponent(`owner = 'Owner of no'`);
    expect((await portal.get(`${address}?filter=${owner}`)).status).toBe(400);
  }
  viewer = { kind: 'public' };
});

describe('an officer', () => {
  test('sees exact places and owners in the own communes', async () => {
    for (const communes of [['22042'], null]) {
      viewer = { kind: 'officer', communes };
      expect(await placesOf(`&bbox=${around(secret, 0.01)}`)).toMatchObject({
        no: [...secret],
        withdrawn: [...secret],
      });
      expect(Object.keys(await placesOf(filter(`owner = 'Owner of no'`)))).toEqual(['no']);
    }
    viewer = { kind: 'public' };
  });

  test('of elsewhere sees what everybody sees', async () => {
    viewer = { kind: 'officer', communes: ['22045'] };
    expect(await placesOf(`&bbox=${around(secret, 0.01)}`)).toEqual({});
    expect(await placesOf(filter(`owner = 'Owner of no'`))).toEqual({});
    expect(await placesOf(filter(`owner is null and code = 'no'`))).toEqual({ no: [...hamlet] });
    viewer = { kind: 'public' };
  });
});

test('consent given and withdrawn later moves the shown place, and only that', async () => {
  const { db } = portal;
  const set = (value: boolean) =>
    db.none(
      {
        name: 'test.consent',
        text: `update collection_model_gardens set consent = $1 where feature_id = 'no'`,
        parameters: ['value'],
        rows: 'none',
      },
      { value },
    );
  await set(true);
  expect((await placesOf(''))['no']).toEqual([...secret]);
  await set(false);
  expect((await placesOf(''))['no']).toEqual([...hamlet]);
  await db.none({
    name: 'test.withdrawAll',
    text: `update collection_model_gardens set consent = false`,
    parameters: [],
    rows: 'none',
  });
  expect((await placesOf(''))['yes']).toEqual([...hamlet]);
});

test('features that were there before their places were somebody’s own are hidden at the next start', async () => {
  const { db, catalog } = portal;
  const before = await placesOf('');
  const places = 'select feature_id, valid_from, st_astext(exact) as place from collection_model_gardens order by 1, 2';
  const exact = (await db.pool.query(places)).rows;
  await db.pool.query(`
    alter table collection_model_gardens disable trigger place_shown, disable trigger place_withdrawn;
    update collection_model_gardens set geom = exact;
    update collection_model_gardens set exact = null;
    alter table collection_model_gardens enable trigger place_shown, enable trigger place_withdrawn;
    delete from collection_table where collection = 'model-gardens'`);
  expect(await placesOf('')).not.toEqual(before);
  await syncCollections(db, catalog);
  expect(await placesOf('')).toEqual(before);
  expect((await db.pool.query(places)).rows).toEqual(exact);
});
