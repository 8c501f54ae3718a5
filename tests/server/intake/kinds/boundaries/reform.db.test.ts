import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportReport } from '#contract/imports.ts';
import type { ImportRequest } from '#intake/request.ts';
import { describeUnit, readBearers } from '#resources/admin-units/service.ts';
import { communesOn, successionFiles, type ReformDay } from '#tests/support/reform.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { undoBoundaries } from '#intake/kinds/boundaries/undo.ts';
import { listRecorded } from '#intake/status.ts';
import { everything, importInto } from './support.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-reform-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const nq1660 = { name: 'succession.csv', path: successionFiles['2025-07-01'] };
const nq1200 = { name: 'succession.csv', path: successionFiles['2024-11-01'] };

type Communes = ReturnType<typeof communesOn>;

function importOn(database: TestDatabase, day: ReformDay, changes: Partial<ImportRequest> = {}) {
  return importCommunes(database, communesOn(day), { validFrom: day, ...changes });
}

async function importCommunes(database: TestDatabase, communes: Communes, changes: Partial<ImportRequest>) {
  const file = path.join(folder, `xa-${randomUUID()}.geojson`);
  await writeFile(file, JSON.stringify(communes));
  return importInto(database.db, [file], changes);
}

function changed(communes: Communes, change: (properties: Record<string, unknown>) => object): Communes {
  const features = communes.features.map((each) => ({
    ...each,
    properties: { ...each.properties, ...change(each.properties ?? {}) },
  }));
  return { ...communes, features };
}

async function tableOf(...rows: readonly string[]) {
  const file = path.join(folder, `bang-${randomUUID()}.csv`);
  await writeFile(file, ['old_code,new_code,share,continues', ...rows].join('\n'));
  return { name: 'bang.csv', path: file };
}

const codesOf = ({ notes, issues }: ImportReport) => [...issues, ...notes].map(({ code }) => code);

describe('an import that is taken back', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeTestDatabase();
    await importOn(database, '2020-11-01');
  });
  afterAll(() => database.drop());

  const live = async () =>
    (
      await database.db.pool.query<{ units: unknown }>(
        `select json_agg(row order by row::text) as units from (
           select v.unit_id, v.code, v.name, v.valid_from, v.valid_to, b.valid_from as drawn_from, b.valid_to as drawn_to,
                  st_area(b.geom) as area, (select count(*) from boundary_shape s where s.boundary_id = b.id) as shapes
           from unit_version v left join boundary b on b.admin_unit_id = v.unit_id and b.superseded_at is null
           where v.superseded_at is null) as row`,
      )
    ).rows[0]?.units;

  test('leaves everything as it was, the last one first, and not once something is recorded of its units', async () => {
    const at2020 = await live();
    const first = await importOn(database, '2024-11-01', { succession: nq1200 });
    const at2024 = await live();
    const second = await importOn(database, '2025-07-01', { succession: nq1660, replace: true });
    const undo = ({ id }: { id: string }) => undoBoundaries(database.db, { id, by: 'test' });
    await expect(undo(first)).rejects.toMatchObject({ code: 'importBuiltOn' });
    const made = `(select unit_id from unit_version where code = '22081' and valid_from = '2025-07-01' and superseded_at is null)`;
    await database.db.pool.query(
      `insert into unit_group (admin_unit_id, scheme, unit_group, valid_from, decision, recorded_by, origin)
       values (${made}, 'nhom-2026', '2', '2026-02-15', 'QĐ 1', 'test', 'demo')`,
    );
    await expect(undo(second)).rejects.toMatchObject({ code: 'importRecordedOn' });
    await database.db.pool.query(`delete from unit_group`);
    await undo(second);
    expect((await listRecorded(database.db, 2)).map(({ outcome }) => outcome)).toEqual(['undone', 'imported']);
    expect(await live()).toEqual(at2024);
    await expect(undo(second)).rejects.toMatchObject({ code: 'importUndone' });
    await undo(first);
    expect(await live()).toEqual(at2020);
    await database.db.pool.query('update import_batch set undoable = false');
    await expect(undo(first)).rejects.toMatchObject({ code: 'importNotUndoable' });
    await expect(undo({ id: randomUUID() })).rejects.toMatchObject({ code: 'importNotUndoable' });
    // And once more, as if it had never been.
    expect(await importOn(database, '2024-11-01', { succession: nq1200 })).toMatchObject({ outcome: 'imported' });
  });
});

describe('what goes wrong with a day', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeTestDatabase();
    await importOn(database, '2020-11-01');
    await importOn(database, '2024-11-01', { succession: nq1200 });
  });
  afterAll(() => database.drop());

  const refusedFor = async (code: string, communes: Communes, changes: Partial<ImportRequest>) => {
    const before = await everything(database.db);
    const report = await importCommunes(database, communes, changes);
    expect(report.outcome).toBe('refused');
    expect(report.issues.map((issue) => issue.code)).toContain(code);
    expect(await everything(database.db)).toEqual(before);
  };
  const reform = { validFrom: '2025-07-01', succession: nq1660, replace: true };

  test('a table of swapped columns, a part alone and a province that the list does not know are refused', async () => {
    const communes = communesOn('2025-07-01');
    const swapped = await tableOf('77001,22081,full,no');
    await refusedFor('idleDecisions', communes, { ...reform, succession: swapped });
    await refusedFor('decisionFault', communes, { ...reform, succession: await tableOf('22024,22015,0.3,no') });
    await refusedFor(
      'otherProvince',
      changed(communes, () => ({ MA_TINH: '54', TEN_TINH: 'Tỉnh Phú Yên' })),
      reform,
    );
    const [one] = communes.features;
    const district = {
      type: 'Feature',
      properties: { MA_HUYEN: '555', TEN_HUYEN: 'Thành phố Tuy Hòa' },
      geometry: one?.geometry,
    };
    const districts = { type: 'FeatureCollection', features: [district] } as Communes;
    await refusedFor('noDistrictsThen', districts, { ...reform, collection: 'districts' });
  });

  test('a trial of nothing but names says that it would change them', async () => {
    const communes = communesOn('2024-11-01');
    const renamed = changed(communes, ({ MA_XA }) => (MA_XA === '22081' ? { TEN_XA: 'Thị trấn La Hai Mới' } : {}));
    const report = await importCommunes(database, renamed, { validFrom: '2025-01-01', dryRun: true });
    expect(report).toMatchObject({ outcome: 'wouldImport', counts: { changed: 1, unchanged: 105 } });
    expect(report.succession?.units.find(({ code }) => code === '22081')?.changes).toEqual(['renamed']);
  });

  test('half of the new communes and then the other half are the whole; later days go on from them', async () => {
    const { features, ...file } = communesOn('2025-07-01');
    const [south, north] = [features.slice(0, 17), features.slice(17)];
    // Of units that went into both halves no half knows the whole.
    await refusedFor('decisionFault', { ...file, features: south }, reform);
    const report = await importCommunes(database, { ...file, features: [...south, ...north] }, reform);
    expect(report).toMatchObject({ outcome: 'imported', counts: { added: 34, parentsAdded: 1 } });
    const later = changed(communesOn('2025-07-01'), ({ MA_XA }) =>
      MA_XA === '22081' ? { TEN_XA: 'Đồng Xuân Mới' } : {},
    );
    expect(await importCommunes(database, later, { validFrom: '2026-01-01' })).toMatchObject({
      outcome: 'imported',
      counts: { changed: 1, unchanged: 33, parentsAdded: 0, removed: 0 },
    });
    const unit = await describeUnit(database.db, { code: '22081', at: '2026-01-01', demoLoaded: false });
    expect(unit).toMatchObject({ name: 'Xã Đồng Xuân Mới', unitFrom: '2025-07-01', parentCode: '66' });
    // Boundaries of before, after those of later days, would leave two provinces on one ground.
    await refusedFor('laterUnits', communesOn('2024-11-01'), { validFrom: '2024-12-01' });
  });
});

describe('the communes of Phú Yên through both changes', () => {
  let database: TestDatabase;
  let before: unknown[];
  beforeAll(async () => {
    database = await makeTestDatabase();
    await importOn(database, '2020-11-01');
  });
  afterAll(() => database.drop());

  const profile = (code: string, at: string) => describeUnit(database.db, { code, at, demoLoaded: false });
  const count = async (sql: string) =>
    (await database.db.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n;

  test('the change of 1 November 2024: four units cease, six go on, and a code goes over to another', async () => {
    const report = await importOn(database, '2024-11-01', { succession: nq1200 });
    expect(report.issues).toEqual([]);
    expect(report.outcome).toBe('imported');
    const changed = report.succession?.units.filter(({ changes }) => changes[0] !== 'unchanged') ?? [];
    expect(Object.fromEntries(changed.map(({ code, changes }) => [code, changes.join(' ')]))).toEqual({
      '22015': 'grown',
      '22018': 'recoded grown',
      '22024': 'shrunk',
      '22030': 'grown',
      '22033': 'grown',
    });
    expect(report.succession?.ended.map(({ code }) => code).toSorted()).toEqual(['22018', '22027', '22039', '22048']);
    expect(await profile('22018', '2024-10-31')).toMatchObject({ name: 'Phường 8', validTo: '2024-11-01' });
    const second = await profile('22018', '2024-11-01');
    expect(second).toMatchObject({ name: 'Phường 2', kind: 'ward', validFrom: '2024-11-01' });
    expect(await profile('22021', '2024-10-31')).toMatchObject({ name: 'Phường 2', validTo: '2024-11-01' });
    await expect(profile('22021', '2024-11-01')).rejects.toMatchObject({ code: 'unitNotThen' });
    expect(
      await count(`unit_version where superseded_at is null and level = 'commune'
      and valid_from <= '2025-06-30' and (valid_to is null or valid_to > '2025-06-30')`),
    ).toBe(106);
    // Shares of the unit that gave land away, with what it kept.
    const shares = await database.db.pool.query<{ sum: number; n: number }>(
      `select round(sum(share)::numeric, 9)::float8 as sum, count(*)::int as n from admin_unit_lineage where event = 'transfer'`,
    );
    expect(shares.rows).toEqual([{ sum: 1, n: 3 }]);
  });

  test('without a word of what became of them, units that merged or were split are asked about and nothing is written', async () => {
    before = await everything(database.db);
    const report = await importOn(database, '2025-07-01');
    expect(report.outcome).toBe('refused');
    expect(codesOf(report)).toContain('undecided');
    expect(report.succession?.questions.length).toBeGreaterThanOrEqual(100);
    expect(await everything(database.db)).toEqual(before);
  });

  test('with the decision all 34 units are new, and 113 edges lead to them', async () => {
    const report = await importOn(database, '2025-07-01', { succession: nq1660, replace: true });
    expect(report.issues).toEqual([]);
    expect(report.outcome).toBe('imported');
    expect(report.counts).toMatchObject({ added: 34, removed: 106 });
    const edges = await database.db.pool.query<{ share: string; n: number; sum: number }>(
      `select case when edge.share = 1 then 'full' else 'partial' end as share, count(*)::int as n, round(sum(edge.share)::numeric, 9)::float8 as sum
       from admin_unit_lineage as edge join admin_unit as unit on unit.id = edge.predecessor_id
       where happened_on = '2025-07-01' and unit.level = 'commune' group by 1 order by 1`,
    );
    expect(edges.rows).toEqual([
      { share: 'full', n: 99, sum: 99 },
      { share: 'partial', n: 14, sum: 7 },
    ]);
    expect(await count(`unit_version where superseded_at is null and valid_to is null`)).toBe(35);
    expect(
      await count(`unit_version where superseded_at is null and level = 'district' and valid_to = '2025-07-01'`),
    ).toBe(9);
    expect(await profile('54', '2025-06-30')).toMatchObject({ validTo: '2025-07-01', successors: [{ code: '66' }] });
    expect(await profile('66', '2025-07-01')).toMatchObject({
      validFrom: '2025-07-01',
      predecessors: [{ code: '54' }],
    });
    // The same file again, with or without the decision, changes nothing.
    const after = await everything(database.db);
    for (const again of [{ succession: nq1660, replace: true }, {}]) {
      const report2 = await importOn(database, '2025-07-01', again);
      expect(report2).toMatchObject({ outcome: 'unchanged', issues: [] });
    }
    expect(await everything(database.db)).toEqual(after);
  });

  // Each of these codes is borne by another unit since.
  test.each([
    ['22015', 'Phường 1', 'ward', '555', 'Phường Tuy Hòa', 'ward', 8],
    ['22045', 'Xã Bình Kiến', 'commune', '555', 'Phường Bình Kiến', 'ward', 4],
    ['22051', 'Phường Xuân Phú', 'ward', '557', 'Phường Sông Cầu', 'ward', 4],
    ['22057', 'Xã Xuân Lộc', 'commune', '557', 'Xã Xuân Lộc', 'commune', 2],
    ['22081', 'Thị trấn La Hai', 'township', '558', 'Xã Đồng Xuân', 'commune', 5],
    ['22096', 'Xã Xuân Quang 1', 'commune', '558', 'Xã Phú Mỡ', 'commune', 2],
    ['22240', 'Phường Phú Lâm', 'ward', '555', 'Phường Phú Yên', 'ward', 6],
    ['22258', 'Phường Hoà Vinh', 'ward', '564', 'Phường Đông Hòa', 'ward', 3],
    ['22285', 'Xã Hòa Mỹ Đông', 'commune', '562', 'Xã Hòa Mỹ', 'commune', 2],
    ['22319', 'Thị Trấn Phú Hoà', 'township', '563', 'Xã Phú Hòa 1', 'commune', 6],
  ] as const)(
    '%s is %s until 30 June 2025 and another since',
    async (code, name, kind, district, since, kindSince, parts) => {
      const old = await profile(code, '2025-06-30');
      expect(old).toMatchObject({ name, kind, parentCode: district, validTo: '2025-07-01' });
      expect(old.successors.map((step) => step.on)).toEqual(['2025-07-01']);
      const made = await profile(code, '2025-07-01');
      expect(made).toMatchObject({
        name: since,
        kind: kindSince,
        parentCode: '66',
        validFrom: '2025-07-01',
        validTo: null,
      });
      expect(made.ancestors.map((above) => above.code)).toEqual(['66']);
      expect(made.predecessors).toHaveLength(parts);
      expect(made.predecessors.every(({ decision }) => decision?.startsWith('NQ 1660') === true)).toBe(true);
      // Neither the list's figures of 2020 nor a district are carried over.
      expect(made).toMatchObject({ population: null, listedAreaKm2: null, successors: [] });
      expect(made.areaKm2).toBeGreaterThan(old.areaKm2 ?? Infinity);
      // Each says who else bore the code, and when.
      expect(old).toMatchObject({ unitFrom: '2020-11-01', unitTo: '2025-07-01', otherBearers: [{ name: since }] });
      expect(made).toMatchObject({
        unitFrom: '2025-07-01',
        unitTo: null,
        otherBearers: [{ name, validTo: '2025-07-01' }],
      });
      if (code !== '22015') expect(old.population).toBeGreaterThan(0);
    },
  );

  test('a code that nobody bears any more tells who did and what became of them', async () => {
    const [ngoc, none] = await readBearers(database.db, '22048');
    expect(none).toBeUndefined();
    expect(ngoc).toMatchObject({ name: 'Xã Bình Ngọc', validFrom: '2020-11-01', validTo: '2024-11-01' });
    expect(ngoc?.successors).toMatchObject([{ code: '22015', name: 'Phường 1', on: '2024-11-01', share: 1 }]);
    expect((await readBearers(database.db, '22018')).map(({ name }) => name)).toEqual(['Phường 8', 'Phường 2']);
    expect((await readBearers(database.db, '558'))[0]).toMatchObject({ validTo: '2025-07-01', successors: [] });
    await expect(readBearers(database.db, '99999')).rejects.toMatchObject({ code: 'unitUnknown' });
  });

  test('nothing of the days before is told otherwise, but for what became of units', async () => {
    const [units] = before as [{ code: string; valid_from: Date; valid_to: Date | null }[]];
    const [now] = (await everything(database.db)) as [{ code: string; valid_from: Date; valid_to: Date | null }[]];
    const reform = new Date(2025, 6, 1);
    const until = (rows: typeof units) =>
      rows
        .filter((row) => new Date(row.valid_from) < reform)
        .map((row) => ({
          ...row,
          valid_to: row.valid_to !== null && new Date(row.valid_to) < reform ? row.valid_to : null,
        }));
    expect(until(now)).toEqual(until(units));
  });
});
