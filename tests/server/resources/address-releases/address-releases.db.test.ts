import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAddressReleases } from '#contract/address-releases.ts';
import { FeatureCollection } from '#contract/features.ts';
import { publishAddresses, removeDemoReleases } from '#resources/address-releases/service.ts';
import { insertAddresses } from '#tests/support/addresses.ts';
import { handOver, insertBoard, recode, replaceCommunes } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';

const cells = '/api/collections/digital-address-cells';
let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 1, rows: 4 });
  await insertAddresses(portal.db, portal.catalog, [
    { row: 0, kind: 'household', count: 40, prefix: 'a' },
    { row: 0, kind: 'householdBusiness', count: 10, prefix: 'b', hamlet: 'Thôn Hai', step: 'collected' },
    { row: 0, kind: 'office', count: 9, prefix: 'o' },
    { row: 1, kind: 'household', count: 9, prefix: 'c' },
    { row: 1, kind: 'office', count: 30, prefix: 'p' },
    { row: 2, kind: 'household', count: 25, prefix: 'd' },
    { row: 2, kind: 'household', count: 4, prefix: 'e', hamlet: 'Thôn Nhỏ' },
  ]);
});
afterAll(() => portal.drop());

const publish = (on: string) =>
  portal.db.transaction((tx) => publishAddresses(tx, portal.catalog, { on, origin: 'import' }));
const items = async (query = '') => {
  const response = await portal.get(`${cells}/items?limit=1000${query}`);
  expect(response.status).toBe(200);
  return FeatureCollection.parse(await response.json()).features;
};
const totals = async (query = '') =>
  Object.fromEntries((await items(query)).map(({ id, properties }) => [id, properties['total']]));
/** The true counts that were kept of a cell. */
const kept = async (cell: string) =>
  (
    await portal.db.pool.query<{ counts: number[] }>('select counts from address_release_draw where cell_id = $1', [
      cell,
    ])
  ).rows.map(({ counts }) => counts);
const settled = () => new Promise((resolve) => setTimeout(resolve, 200));

describe('releases', () => {
  test('count households alone, in cells, hamlets and communes of ten and more', async () => {
    expect(await items()).toEqual([]);
    const report = await publish('2024-01-01');
    expect(report?.checks.every(({ passed }) => passed)).toBe(true);
    expect(report).toMatchObject({ direction: 'first', households: 79, communes: 2, smallestCell: 10 });
    expect(await totals()).toEqual({
      '10000': 50,
      '10000-hamlet-Thôn Hai': 10,
      '10000-hamlet-Thôn Một': 40,
      '10000-1': 10,
      '10000-2': 40,
      // Four households of one hamlet are told with all others of the commune; nine of a commune are not told at all.
      '10002': 29,
      '10002-other-hamlets': 29,
      '10002-1': 29,
    });
    const hamlet = (await items()).find(({ id }) => id === '10000-hamlet-Thôn Hai');
    expect(hamlet?.properties).toMatchObject({
      level: 'hamlet',
      commune_code: '10000',
      name: 'Thôn Hai',
      coded: 0,
      coverage: 0,
      progress: 'none',
      released_on: '2024-01-01',
    });
  });

  test('stay as they are however addresses change, and later ones move by ten and more', async () => {
    const paths = [`${cells}/items`, cells, `${cells}/tiles/WebMercatorQuad?f=tilejson`, '/api/address-releases'];
    const tags = () => Promise.all(paths.map(async (path) => (await portal.get(path)).headers.get('etag')));
    await settled();
    const before = [await totals(), await tags()];
    await insertAddresses(portal.db, portal.catalog, [
      { row: 0, kind: 'household', count: 9, prefix: 'f' },
      { row: 2, kind: 'household', count: 12, prefix: 'g' },
    ]);
    await settled();
    expect([await totals(), await tags()]).toEqual(before);
    await publish('2024-06-01');
    await settled();
    expect(await totals()).toMatchObject({ '10000': 50, '10000-2': 40, '10002': 41, '10002-1': 41 });
    const moved = await tags();
    expect(paths.filter((_, at) => moved[at] === (before[1] as (string | null)[])[at])).toEqual([]);
    expect(await totals('&datetime=2024-03-01')).toMatchObject({ '10002': 29 });
    expect(await totals('&datetime=2023-03-01')).toEqual({});
    await expect(publish('2024-06-01')).rejects.toThrow(/later day/);
  });

  test('never count invented and imported households together', async () => {
    await expect(
      portal.db.transaction((tx) => publishAddresses(tx, portal.catalog, { on: '2024-06-02', origin: 'demo' })),
    ).rejects.toThrow('npm run demo -- --remove');
    await portal.db.pool.query(`update collection_digital_addresses set origin = 'demo' where code = 'a0'`);
    await expect(publish('2024-06-02')).rejects.toThrow('npm run demo -- --remove');
    await portal.db.pool.query(`update collection_digital_addresses set origin = 'import' where code = 'a0'`);
  });

  test('are listed with what they disclose', async () => {
    const reply = listAddressReleases.reply.parse(await (await portal.get('/api/address-releases')).json());
    expect(reply.releases.map(({ releasedOn, report }) => [releasedOn, report.direction])).toEqual([
      ['2024-06-01', 'up'],
      ['2024-01-01', 'first'],
    ]);
  });

  test('are drawn as communes, hamlets or cells, each at its zooms', async () => {
    for (const [z, ids] of [
      [9, ['10000', '10002']],
      [12, ['10000-hamlet-Thôn Hai', '10000-hamlet-Thôn Một']],
      [13, ['10000-1', '10000-2']],
    ] as const) {
      const { x, y } = tileOf(109.021, 13.025, z);
      const response = await portal.get(`${cells}/tiles/WebMercatorQuad/${z}/${y}/${x}`);
      expect(response.status).toBe(200);
      const layers = decodeTile(new Uint8Array(await response.arrayBuffer()));
      expect(Object.keys(layers)).toEqual(['digital-address-cells']);
      const found = layers['digital-address-cells']?.map(({ properties }) => properties['id']);
      expect(found?.sort()).toEqual(ids);
    }
  });

  test('of unchanged households publish the same for ever, whether draws were kept or not', async () => {
    // Steps of fewer than ten, which are rounded by lot.
    await insertAddresses(portal.db, portal.catalog, [
      { row: 3, kind: 'household', count: 5, prefix: 'h', step: 'collected' },
      { row: 3, kind: 'household', count: 13, prefix: 'i', step: 'coded' },
    ]);
    const figures = async () =>
      (await items()).map(({ id, properties }) => [id, { ...properties, released_on: null, valid_from: null }]);
    const reported = async () => {
      const { releases } = listAddressReleases.reply.parse(await (await portal.get('/api/address-releases')).json());
      return releases[0]?.report;
    };
    await publish('2024-06-03');
    await settled();
    const [first, report] = [await figures(), await reported()];
    expect(await kept('10003-1')).toEqual([[18, 13, 0, 0]]);
    for (let day = 4; day < 12; day++) {
      // A database of an earlier version has none.
      if (day === 7) await portal.db.pool.query('delete from address_release_draw');
      await publish(`2024-06-${String(day).padStart(2, '0')}`);
      await settled();
      expect([await figures(), await reported()]).toEqual([first, report]);
      expect(await kept('10003-1')).toEqual([[18, 13, 0, 0]]);
    }
  });

  test('draw a figure again once its true count has moved by ten', async () => {
    await insertAddresses(portal.db, portal.catalog, [
      { row: 3, kind: 'household', count: 9, prefix: 'j', step: 'coded' },
    ]);
    await publish('2024-07-01');
    expect(await kept('10003-1')).toEqual([[18, 13, 0, 0]]);
    await insertAddresses(portal.db, portal.catalog, [
      { row: 3, kind: 'household', count: 30, prefix: 'k', step: 'coded' },
    ]);
    await publish('2024-07-02');
    await settled();
    expect(await kept('10003-1')).toEqual([[57, 52, 0, 0]]);
    expect(await totals()).toMatchObject({ '10003-1': 57 });
  });

  test('never hold a count of fewer than ten, whoever writes them', async () => {
    await expect(
      portal.db.pool.query(`update address_release_cell set coded = total - 3 where level = 'cell'`),
    ).rejects.toThrow(/check constraint/);
  });

  test('of invented households go with all that was kept of them', async () => {
    await portal.db.pool.query(`update address_release set origin = 'demo'`);
    await portal.db.transaction((tx) => removeDemoReleases(tx));
    expect((await portal.db.pool.query('select from address_release_draw')).rowCount).toBe(0);
  });
});

describe('releases over a day on which codes change hands', () => {
  const reform = '2025-07-01';
  test('count households in the commune that bears the code since, and in no cell of the one before', async () => {
    const own = await startTestPortal({ REFERENCE_DATE: '2025-08-01' });
    try {
      const { db, catalog } = own;
      await insertBoard(db, { columns: 1, rows: 3 });
      const release = (on: string) => db.transaction((tx) => publishAddresses(tx, catalog, { on, origin: 'import' }));
      const cellsOn = async (on: string) => {
        const response = await own.get(`${cells}/items?limit=1000&datetime=${on}`);
        const { features } = FeatureCollection.parse(await response.json());
        const found = features.filter(({ properties: { level } }) => level === 'cell');
        return Object.fromEntries(
          found.map(({ id, properties }) => [id, [properties['commune_code'], properties['total']]]),
        );
      };
      await insertAddresses(db, catalog, [
        { row: 0, kind: 'household', count: 40, prefix: 'a' },
        { row: 1, kind: 'household', count: 20, prefix: 'b' },
        { row: 2, kind: 'household', count: 30, prefix: 'c' },
      ]);
      await release('2025-06-01');
      const before = { '10000-1': ['10000', 40], '10001-1': ['10001', 20], '10002-1': ['10002', 30] };
      expect(await cellsOn('2025-06-01')).toEqual(before);
      // 10000 is another commune's, 10001 nobody's, and the commune of 10002 has another code.
      await handOver(db, { code: '10000', day: reform });
      await handOver(db, { code: '10001', day: reform, lost: true });
      await recode(db, { code: '10002', to: '10009', day: reform });
      await insertAddresses(db, catalog, [
        { row: 0, kind: 'household', count: 15, prefix: 'd', validFrom: reform },
        { row: 2, kind: 'household', count: 10, prefix: 'e' },
      ]);
      await release('2025-07-02');
      const after = { '10000-2': ['10000', 15], '10001-1': ['10001', 20], '10002-1': ['10009', 40] };
      expect(await cellsOn('2025-07-02')).toEqual(after);
      expect(await cellsOn('2025-06-30')).toEqual(before);
      await release('2025-07-03');
      expect(await cellsOn('2025-07-03')).toEqual(after);
    } finally {
      await own.drop();
    }
  });

  test('count on in cells of communes that went into one; of one that was parted in all its successors jointly', async () => {
    const own = await startTestPortal({ REFERENCE_DATE: '2025-08-01' });
    try {
      const { db, catalog } = own;
      await insertBoard(db, { columns: 1, rows: 4 });
      const release = (on: string) => db.transaction((tx) => publishAddresses(tx, catalog, { on, origin: 'import' }));
      const found = async (on: string, query = '') => {
        const response = await own.get(`${cells}/items?limit=1000&datetime=${on}${query}`);
        const { features } = FeatureCollection.parse(await response.json());
        return features;
      };
      const cellsOn = async (on: string, query = '') =>
        Object.fromEntries(
          (await found(on, query))
            .filter(({ properties: { level } }) => level === 'cell')
            .map(({ id, properties }) => [id, [properties['commune_code'], properties['total']]]),
        );
      await insertAddresses(db, catalog, [
        { row: 0, kind: 'household', count: 40, prefix: 'a' },
        { row: 1, kind: 'household', count: 20, prefix: 'b' },
        { row: 2, kind: 'household', count: 30, prefix: 'c' },
        { row: 3, kind: 'household', count: 9, prefix: 'd' },
      ]);
      await release('2025-06-01');
      const before = { '10000-1': ['10000', 40], '10001-1': ['10001', 20], '10002-1': ['10002', 30] };
      expect(await cellsOn('2025-06-30')).toEqual(before);
      // 10000 and 10001 are one now; 10002 and 10003, of which nothing was published, are parted between two, one of which bears a
      // code of before.
      await replaceCommunes(db, {
        day: reform,
        made: { '10000': [0, 0, 1, 2], '10003': [0, 2, 0.5, 4], '10008': [0.5, 2, 1, 4] },
        edges: [
          ['10000', '10000'],
          ['10001', '10000'],
          ['10002', '10003'],
          ['10002', '10008'],
          ['10003', '10003'],
          ['10003', '10008'],
        ],
      });
      // What was published stands, in whom it was counted and for whom it counts since.
      expect(await cellsOn(reform)).toEqual({
        '10000-1': ['10000', 40],
        '10001-1': ['10000', 20],
        '10002-1': ['10002', 30],
      });
      const asked = (text: string) => `&filter=${encodeURIComponent(text)}`;
      expect(Object.keys(await cellsOn(reform, asked(`commune_code = '10000'`)))).toEqual(['10000-1', '10001-1']);
      expect(await cellsOn(reform, asked(`commune_code = '10003'`))).toEqual({});
      expect(await cellsOn(reform, asked(`commune_code = '10002'`))).toEqual({});
      expect(Object.keys(await cellsOn(reform, asked(`commune_code IN ('10003', '10008')`)))).toEqual(['10002-1']);
      expect((await found(reform)).find(({ id }) => id === '10002-1')?.communeUntil).toBe('2025-06-30');
      await insertAddresses(db, catalog, [{ row: 3, kind: 'household', count: 15, prefix: 'e', validFrom: reform }]);
      await release('2025-07-02');
      const after = {
        '10000-1': ['10000', 40],
        '10001-1': ['10000', 20],
        // Nine more are told once they are ten.
        '10002-1': ['10003+10008', 30],
        '10003-1': ['10003', 15],
      };
      expect(await cellsOn('2025-07-02')).toEqual(after);
      const whole = (await found('2025-07-02')).filter(({ properties: { level } }) => level === 'commune');
      expect(whole.map(({ properties }) => [properties['name'], properties['total']])).toEqual([
        ['Xã Mới 10000', 60],
        ['Xã Mới 10003', 15],
        ['Xã Mới 10003 + Xã Mới 10008', 30],
      ]);
      await release('2025-07-03');
      expect(await cellsOn('2025-07-03')).toEqual(after);
      // And when both are one again, theirs are its own.
      await replaceCommunes(db, {
        day: '2026-01-01',
        made: { '10011': [0, 2, 1, 4] },
        edges: [
          ['10003', '10011'],
          ['10008', '10011'],
        ],
      });
      await release('2026-01-02');
      expect(await cellsOn('2026-01-02')).toEqual({
        ...after,
        '10002-1': ['10011', 30],
        '10003-1': ['10011', 15],
      });
    } finally {
      await own.drop();
    }
  });
});
