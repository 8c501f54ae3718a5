import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalog, type Catalog } from '#catalog/collections.ts';
import { readStand } from '#facts/stand.ts';
import { demoState, isPortalEmpty, removeDemo } from '#resources/demo/service.ts';
import { readDemoRows } from '#resources/demo/files.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { unitRows } from '#tests/support/province.ts';

let database: TestDatabase;
let catalog: Catalog;
beforeAll(async () => {
  database = await makeTestDatabase({ stage: 'demo' });
  catalog = await readCatalog();
});
afterAll(() => database.drop());

async function count(sql: string): Promise<number> {
  return Number((await database.db.pool.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n);
}

const inForce = (table: string, day: string) =>
  `${table} where superseded_at is null and valid_from <= '${day}' and (valid_to is null or valid_to > '${day}')`;

test('the demo is 1 province, 9 districts and 110 communes, 83 of them xã, each with a boundary', async () => {
  expect(await demoState(database.db)).toBe('loaded');
  const units = inForce('unit_version', '2024-10-31');
  expect(await count(`${units} and level = 'province'`)).toBe(1);
  expect(await count(`${units} and level = 'district'`)).toBe(9);
  expect(await count(`${units} and level = 'commune'`)).toBe(110);
  expect(await count(`${units} and kind = 'commune'`)).toBe(83);
  expect(await count(`${inForce('boundary', '2024-10-31')} and origin = 'demo' and st_isvalid(geom)`)).toBe(120);
  expect(
    await count(`admin_unit as u where level = 'commune' and not exists
    (select 1 from boundary b join boundary_neighbour n on n.boundary_id = b.id where b.admin_unit_id = u.id)`),
  ).toBe(0);
});

test('its units become those of the two decisions: 106 communes, then 34 of another province, with no districts', async () => {
  expect(await count(`${inForce('unit_version', '2024-11-01')} and level = 'commune'`)).toBe(106);
  expect(await count(inForce('boundary', '2024-11-01'))).toBe(116);
  const { rows } = await database.db.pool.query(
    `select level, count(*)::int as units from ${inForce('unit_version', '2025-07-01')} group by level order by level`,
  );
  expect(rows).toEqual([
    { level: 'commune', units: 34 },
    { level: 'province', units: 1 },
  ]);
  expect(await count(`${inForce('boundary', '2025-07-01')} and origin = 'demo' and st_isvalid(geom)`)).toBe(35);
  const edges = await database.db.pool.query(
    `select happened_on::text as on, event, count(*)::int as edges, round(sum(share)::numeric, 9)::float8 as shares
     from admin_unit_lineage join admin_unit as unit on unit.id = predecessor_id and unit.level = 'commune'
     group by 1, 2 order by 1, 2`,
  );
  expect(edges.rows).toEqual([
    { on: '2024-11-01', event: 'merge', edges: 4, shares: 4 },
    { on: '2024-11-01', event: 'transfer', edges: 3, shares: 1 },
    { on: '2025-07-01', event: 'merge', edges: 99, shares: 99 },
    { on: '2025-07-01', event: 'split', edges: 14, shares: 7 },
  ]);
  const bearers = await database.db.pool.query(
    `select name, valid_from::text from unit_version where code = '22018' and superseded_at is null order by valid_from`,
  );
  expect(bearers.rows).toEqual([
    { name: 'Phường 8', valid_from: '2020-11-01' },
    { name: 'Phường 2', valid_from: '2024-11-01' },
  ]);
  // Nobody is lost on the way but for rounding.
  const people = await database.db.pool.query<{ n: number }>(
    ['2024-10-31', '2024-11-01', '2025-07-01']
      .map((day) => `select sum(population)::int as n from ${inForce('unit_version', day)} and level = 'commune'`)
      .join(' union all '),
  );
  const [first = 0, ...since] = people.rows.map(({ n }) => n);
  expect(since.map((n) => Math.abs(n - first) <= 20)).toEqual([true, true]);
  expect(await count(`boundary where lineage like '%Phú Yên%'`)).toBe(1);
});

test('it stands at 31 October 2024, and one may look on until its last day', async () => {
  expect(await readStand(database.db, { referenceDate: null })).toMatchObject({
    demo: true,
    referenceDate: '2024-10-31',
    lastDate: '2026-10-31',
  });
  const set = { referenceDate: '2025-01-01', lastDate: '2025-01-01' };
  expect(await readStand(database.db, { referenceDate: '2025-01-01' })).toMatchObject(set);
});

test('its assessments belong to xã and huyện, each by the sets of its level', async () => {
  expect(await count(`assessment`)).toBeGreaterThan(15_000);
  expect(
    await count(`assessment a join ${unitRows} u on u.id = a.admin_unit_id join criteria_set s on s.id = a.set_id
                 where not u.kind = any (s.applies_to)`),
  ).toBe(0);
  expect(await count(`assessment where origin <> 'demo' or recorder_verified`)).toBe(0);
  expect(await count(`recognition`)).toBeGreaterThan(50);
});

test('what comes after that day is of the units that there are then: none of their rows is lost', async () => {
  const later = { assessment: 'assessments', recognition: 'recognitions', disbursement: 'disbursements' } as const;
  for (const [table, kind] of Object.entries(later)) {
    const dated = table === 'recognition' ? 'decided_on' : 'valid_on';
    const rows = (await readDemoRows(kind)).filter((row) => (row[dated] ?? '') > '2024-10-31');
    expect(rows.length, table).toBeGreaterThan(10);
    expect(await count(`${table} where ${dated} > '2024-10-31'`), table).toBe(rows.length);
  }
  expect(await count('unit_group')).toBe((await readDemoRows('groups')).length);
  const ofSet = `assessment where set_id = 'xa-ntm-2026' and valid_on <=`;
  expect(await count(`(select distinct admin_unit_id from ${ofSet} '2026-06-30') as reviewed`)).toBe(22);
  expect(await count(`(select distinct admin_unit_id from ${ofSet} '2026-10-31') as reviewed`)).toBe(27);
});

test('it brings its invented thresholds, figures of indicators and of targets', async () => {
  expect(await count(`threshold_setting where origin = 'demo' and source like '%minh hoạ%'`)).toBe(107);
  expect(await count(`target_figure where origin = 'demo' and source like '%minh hoạ%'`)).toBe(16);
  expect(await count(`assessment where indicator_no is not null and valid_on <> '2024-10-15'`)).toBe(0);
  expect(await count(`assessment where indicator_no is not null`)).toBeGreaterThan(4_700);
  expect(await count(`assessment where indicator_no = '17.1' and (value is null or value2 is null)`)).toBe(0);
});

test('it places features of every collection; gardens and household producers at the point of their hamlet', async () => {
  for (const { id, storage, source } of catalog.collections) {
    if (storage.kind !== 'table' || source.kind !== 'table') continue;
    expect(await count(`${source.table} where origin = 'demo' and source like '%minh hoạ%'`), id).toBeGreaterThan(10);
    expect(await count(`${source.table} where not st_isvalid(geom)`), id).toBe(0);
  }
  for (const table of ['collection_model_gardens', 'collection_ocop_products']) {
    const hidden = `${table} as one where consent is not true`;
    const atHamlet = `exists (select 1 from collection_hamlets as hamlet where hamlet.commune_code = one.commune_code
                              and hamlet.name = one.hamlet and st_dwithin(hamlet.geom, one.geom, 1e-9))`;
    expect(await count(hidden)).toBeGreaterThan(5);
    expect(await count(`${hidden} and not ${atHamlet}`)).toBe(0);
    expect(await count(`${hidden} and st_dwithin(exact, geom, 1e-9)`)).toBe(0);
    expect(await count(`${table} where consent and st_distance(exact, geom) > 1e-9`)).toBe(0);
  }
});

test('assessments cannot be rewritten', async () => {
  await expect(database.db.pool.query(`update assessment set status = 'met'`)).rejects.toThrow(/append-only/);
});

test('removing it leaves real data alone and nothing else', async () => {
  const { pool } = database.db;
  await pool.query(
    `insert into assessment (admin_unit_id, set_id, criterion_no, status, valid_on, recorded_by, source, origin)
     select unit_id, 'xa-ntm', 1, 'met', '2024-01-01', 'somebody', 'a report', 'import' from unit_version where code = '22042' and superseded_at is null`,
  );
  expect(await count(`address_release_draw`)).toBeGreaterThan(0);
  await removeDemo(database.db, catalog);
  expect(await demoState(database.db)).toBe('absent');
  expect(await count(`address_release_draw`)).toBe(0);
  expect(await count(`assessment`)).toBe(1);
  expect(await count(`threshold_setting`)).toBe(0);
  expect(await count(`target_figure`)).toBe(0);
  expect(await count(`boundary`)).toBe(0);
  // The commune of the real assessment stays, and so do the units above it.
  const left = await pool.query<{ code: string }>(
    `select code from unit_version where superseded_at is null order by code`,
  );
  expect(left.rows.map((row) => row.code)).toEqual(['22042', '54', '555']);
  expect(await count(`unit_version where superseded_at is null and valid_to is null`)).toBe(3);
  expect(await count(`admin_unit_lineage`)).toBe(0);
  expect(await count(`admin_unit where origin = 'demo'`)).toBe(0);
  expect(await isPortalEmpty(database.db)).toBe(false);
  await expect(pool.query(`delete from assessment`)).rejects.toThrow(/append-only/);
});

test('removing it twice changes nothing more', async () => {
  await removeDemo(database.db, catalog);
  expect(await count(`admin_unit`)).toBe(3);
});
