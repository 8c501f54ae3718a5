import { afterAll, beforeAll, expect, test } from 'vitest';
import { getUnitProfile, searchAdminUnits } from '#contract/admin-units.ts';
import { reachIntoSea } from '#tests/support/archipelagos.ts';
import { bump, insertAssessments, insertBoard, insertSets } from '#tests/support/province.ts';
import { findUnits } from '#resources/admin-units/search.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 3, rows: 4 });
  await insertSets(portal.db);
});
afterAll(() => portal.drop());

async function search(query: string) {
  const response = await portal.get(`/api/admin-units?${query}`);
  expect(response.status).toBe(200);
  return searchAdminUnits.reply.parse(await response.json());
}

async function profile(path: string) {
  const response = await portal.get(`/api/admin-units/${path}`);
  expect(response.status).toBe(200);
  return getUnitProfile.reply.parse(await response.json());
}

test('a list by level is whole and in Vietnamese order', async () => {
  const { items, numberMatched, at } = await search('level=commune');
  expect(at).toBe('2024-10-31');
  expect(numberMatched).toBe(12);
  const names = items.map((item) => item.name);
  expect(names).toEqual([...names].sort(new Intl.Collator('vi', { numeric: true }).compare));
  expect((await search('level=district')).items.map((item) => item.parentName)).toEqual(Array(3).fill('Tỉnh Bàn Cờ'));
});

test('within takes units at any depth, limit and offset a page', async () => {
  expect((await search('within=54')).numberMatched).toBe(15);
  expect((await search('within=501')).items.every((item) => item.parentCode === '501')).toBe(true);
  const page = await search('level=commune&limit=5&offset=10');
  expect([page.items.length, page.numberMatched]).toEqual([2, 12]);
});

test.each([
  ['duc binh', 'Xã Đức Bình Đông'],
  ['Đức Bình', 'Xã Đức Bình Đông'],
  ['xã đức', 'Xã Đức Bình Đông'],
  ['BINH DONG', 'Xã Đức Bình Đông'],
  ['Hoà Bình'.normalize('NFD'), 'Xã Hoà Bình'],
  ['hoa', 'Xã Hoà Bình'],
  ['10002', 'Xã Đức Bình Đông'],
  ['cot 2', 'Huyện Cột 2'],
  ['H. Cột 2', 'Huyện Cột 2'],
  ['x.đức-bình', 'Xã Đức Bình Đông'],
  ['Hòa Bình', 'Xã Hoà Bình'],
])('searching %j finds %j first', async (q, name) => {
  expect((await search(`q=${encodeURIComponent(q)}`)).items[0]?.name).toBe(name);
});

test('what is not there is an empty list, and wildcards are plain characters', async () => {
  for (const q of ['zzz', '%', '_', "'; drop table admin_unit; --", '\\']) {
    expect((await search(`q=${encodeURIComponent(q)}`)).items).toEqual([]);
  }
});

test('a search in memory finds what the database finds, in the same order', async () => {
  const at = '2024-10-31';
  for (const asked of [
    { q: 'xa' },
    { q: 'cot' },
    { q: '1000', level: 'commune' },
    { q: 'binh', within: '54' },
    { q: 'Xã Đức', within: '501', limit: 2, offset: 1 },
    { q: '%' },
    { q: 'p.Tuy Hòa' },
    { q: 'X. ea  lâm' },
    { q: 'H.' },
  ] as const) {
    const { numberMatched, items } = await findUnits(portal.db, { ...asked, at });
    const query = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
    expect(await search(`${query.toString()}&at=${at}`)).toMatchObject({ numberMatched, items });
  }
});

test('a profile holds what is above, below and beside', async () => {
  const unit = await profile('10101');
  expect(unit.ancestors.map((step) => step.code)).toEqual(['54', '501']);
  expect(unit.neighbours.map(({ code, bearingDegrees }) => [code, Math.round(bearingDegrees / 90) % 4])).toEqual([
    ['10102', 0],
    ['10201', 1],
    ['10100', 2],
    ['10001', 3],
  ]);
  expect(unit.neighbours[0]?.sharedM).toBeGreaterThan(5000);
  expect(unit.areaKm2).toBeCloseTo(30, 0);
  expect(unit.boundary).toMatchObject({ lineage: 'test', demo: false });
  expect((await profile('501')).children.map((child) => child.code).sort()).toEqual([
    '10100',
    '10101',
    '10102',
    '10103',
  ]);
  expect((await profile('54')).children.map((child) => child.level)).toEqual(['district', 'district', 'district']);
});

test('a profile counts criteria by the winning revisions, as of its date', async () => {
  await insertAssessments(portal.db, [
    { code: '10101', no: 1, status: 'met', on: '2022-12-31' },
    { code: '10101', no: 2, status: 'notMet', on: '2022-12-31' },
    { code: '10101', no: 2, status: 'met', on: '2023-12-31' },
  ]);
  const counts = async (at: string) =>
    (await profile(`10101?at=${at}`)).criteriaMet.find((count) => count.setId === 'three');
  expect(await counts('2023-06-30')).toMatchObject({
    total: 3,
    met: 1,
    notMet: 1,
    notAssessed: 1,
    assessedOn: '2022-12-31',
  });
  expect(await counts('2024-06-30')).toMatchObject({ met: 2, notMet: 0, notAssessed: 1, assessedOn: '2023-12-31' });
  expect((await profile('10103')).criteriaMet[0]).toMatchObject({ applicable: false, met: 0 });
});

test('a set that ended without a newer one still says where a unit stands; a newer one takes its place', async () => {
  const idsAt = async (at: string) => (await profile(`10101?at=${at}`)).criteriaMet.map(({ setId }) => setId);
  await portal.db.pool.query(`update criteria_set set valid_to = '2026-01-01'`);
  expect(await idsAt('2025-12-31')).toEqual(['three', 'one']);
  expect(await idsAt('2026-11-24')).toEqual(['three', 'one']);
  expect((await portal.get('/api/admin-units/10101/criteria?at=2026-11-24')).status).toBe(200);
  await portal.db.pool.query(`update criteria_set set valid_from = '2026-02-15', valid_to = null where id = 'one'`);
  expect(await idsAt('2026-01-31')).toEqual(['three']);
  expect(await idsAt('2026-11-24')).toEqual(['one']);
  expect(await idsAt('2020-12-31')).toEqual([]);
  await portal.db.pool.query(`update criteria_set set valid_from = '2021-01-01', valid_to = null`);
});

test('a list is kept until a unit changes, each question by itself', async () => {
  const before = await search('level=commune&limit=3');
  const rename = async (name: string) => {
    await portal.db.pool.query(`update unit_version set name = $1 where code = $2`, [name, before.items[0]?.code]);
    await bump(portal.db, 'admin-units');
  };
  const firstName = async (query: string) => (await search(query)).items[0]?.name;
  await rename('A');
  expect(await firstName('level=commune&limit=3')).toBe('A');
  expect(await firstName(`q=${before.items[0]?.code ?? ''}`)).toBe('A');
  expect(await firstName('level=commune')).toBe('A');
  expect((await search('level=commune&limit=3&offset=3')).items).toHaveLength(3);
  expect((await search('level=commune&limit=3&at=2019-12-31')).items).toEqual([]);
  await rename(before.items[0]?.name ?? '');
  expect(await search('level=commune&limit=3')).toEqual(before);
});

test('units answer as of the date: another name is a version of the same unit, and its children follow', async () => {
  const [own] = (
    await portal.db.pool.query<{ id: number }>(
      `with old as (update unit_version set valid_to = '2024-07-01' where code = '502' returning *)
       insert into unit_version (unit_id, code, level, kind, name, name_search, parent_id, valid_from, source)
       select unit_id, code, level, kind, 'Huyện Mới', 'huyen moi', parent_id, '2024-07-01', source from old
       returning unit_id as id`,
    )
  ).rows;
  await bump(portal.db, 'admin-units');
  expect((await profile('502?at=2024-06-30')).name).toBe('Huyện Cột 3');
  expect(await profile('502?at=2024-07-01')).toMatchObject({ name: 'Huyện Mới', validFrom: '2024-07-01' });
  expect((await profile('502?at=2024-07-01')).children).toHaveLength(4);
  expect((await search('level=district')).items.filter((item) => item.code === '502')).toHaveLength(1);
  expect((await profile('10200')).ancestors.at(-1)?.name).toBe('Huyện Mới');
  expect((await profile('10200?at=2024-06-30')).ancestors.at(-1)?.name).toBe('Huyện Cột 3');
  expect((await profile('502')).boundary).toEqual((await profile('502?at=2024-06-30')).boundary);

  // What became of units is told of units, by the name that each bore at its end or beginning.
  await portal.db.pool.query(
    `with heir as (insert into admin_unit (level, origin) values ('district', 'import') returning id),
     version as (
       insert into unit_version (unit_id, code, level, kind, name, name_search, valid_from, source)
       select id, '509', 'district', 'district', 'Huyện Chín', 'huyen chin', '2026-01-01', 'test' from heir
     )
     insert into admin_unit_lineage (predecessor_id, successor_id, event, happened_on, decision)
     select $1, id, 'merge', '2026-01-01', 'NQ 1' from heir`,
    [own?.id],
  );
  await bump(portal.db, 'admin-units');
  const said = { share: null, basis: 'decision' } as const;
  const merge = { level: 'district', event: 'merge', on: '2026-01-01', decision: 'NQ 1', ...said };
  expect((await profile('502')).successors).toEqual([{ code: '509', name: 'Huyện Chín', ...merge }]);
  expect((await profile('509?at=2026-01-01')).predecessors).toEqual([{ code: '502', name: 'Huyện Mới', ...merge }]);
});

test('one code has one bearer on a day, and a unit one version', async () => {
  const again = (code: string, unit: string, from: string) =>
    portal.db.pool.query(
      `insert into unit_version (unit_id, code, level, kind, name, name_search, valid_from, source)
       select unit_id, $1, level, kind, name, name_search, $3, source from unit_version where code = $2 limit 1`,
      [code, unit, from],
    );
  await expect(again('10101', '10102', '2030-01-01')).rejects.toThrow(/unit_version_one_bearer/);
  await expect(again('19999', '10102', '2030-01-01')).rejects.toThrow(/unit_version_one_a_day/);
});

test('a code that is not in force says when it was', async () => {
  const response = await portal.get('/api/admin-units/10101?at=2019-12-31');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    code: 'notFound',
    at: 'path.code',
    detail: expect.stringMatching(
      /^No administrative unit has the code 10101 on 2019-12-31\. It was borne by: .+ from 2020-01-01\.$/,
    ),
    fault: 'unitNotThen',
    // Without a word of English: the page writes it in its own language.
    parameters: { code: '10101', at: '2019-12-31', known: expect.stringMatching(/ 2020-01-01\/\.\.$/) },
  });
  const unknown = await portal.get('/api/admin-units/99999');
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toMatchObject({ fault: 'unitUnknown', parameters: { code: '99999' } });
});

test('an answer that the client has already is a 304, until something changes', async () => {
  const first = await portal.get('/api/admin-units/10101');
  const headers = { 'If-None-Match': first.headers.get('etag') ?? '' };
  expect((await portal.get('/api/admin-units/10101', { headers })).status).toBe(304);
  await bump(portal.db, 'assessments');
  expect((await portal.get('/api/admin-units/10101', { headers })).status).toBe(200);
});

test('a profile says whether recognitions of its level are known: without any, nobody is "not recognised"', async () => {
  const known = async () => [(await profile('10100')).recognitionsKnown, (await profile('501')).recognitionsKnown];
  expect(await known()).toEqual([false, false]);
  await portal.db.pool.query(
    `insert into recognition (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, recorded_by, origin)
     select unit_id, 'three', 'standard', '1/QĐ', '2024-03-01', '2024-03-01', 'a test', 'import'
     from unit_version where code = '10001' and superseded_at is null limit 1`,
  );
  await bump(portal.db, 'recognitions');
  expect(await known()).toEqual([true, false]);
  expect((await profile('10100?at=2024-02-29')).recognitionsKnown).toBe(false);
});

test('what reaches into Trường Sa says the extent of its mainland too; what lies there alone, and anything else, does not', async () => {
  const sea = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  try {
    await insertBoard(sea.db, { columns: 2, rows: 2 });
    await reachIntoSea(sea.db, ['54', '501']);
    await reachIntoSea(sea.db, ['10101'], { only: true });
    const { items } = searchAdminUnits.reply.parse(await (await sea.get('/api/admin-units')).json());
    const boxes = new Map(items.map(({ code, bbox, mainland }) => [code, [bbox, mainland]]));
    expect(boxes.get('54')).toEqual([
      [109, 8, 112, 13.1],
      [109, 13, 109.1, 13.1],
    ]);
    expect(boxes.get('501')).toEqual([
      [109.05, 8, 112, 13.1],
      [109.05, 13, 109.1, 13.1],
    ]);
    expect(boxes.get('10101')).toEqual([[111.9, 8, 112, 8.61], undefined]);
    expect(boxes.get('10000')).toEqual([[109, 13, 109.05, 13.05], undefined]);
    const found = getUnitProfile.reply.parse(await (await sea.get('/api/admin-units/54')).json());
    expect([found.bbox, found.mainland]).toEqual(boxes.get('54'));
  } finally {
    await sea.drop();
  }
});
