import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalog } from '#catalog/collections.ts';
import { readRevision } from '#facts/stand.ts';
import { readDecisions, questionsFile, readUnitsAbove } from '#resources/admin-units/decisions-file.ts';
import { mendUnits } from '#resources/admin-units/mend.ts';
import { mixedUnitsNotice, readMixedUnits } from '#resources/admin-units/mixed-units.ts';
import { prepareDatabase } from '#resources/portal/prepare.ts';
import { makeFirstVersion } from '#tests/support/first-version.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { bearerOf, everythingIn, fillMixed, reform, rowsOf } from './mixed-board.ts';

let database: TestDatabase;
let folder: string;
const told: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-mend-'));
  database = await makeFirstVersion();
  await fillMixed(database);
  await prepareDatabase(database.db, await readCatalog(), (line) => told.push(line));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const rows = <Row extends object>(sql: string) => rowsOf<Row>(database, sql);
const bearer = (code: string, day: string) => bearerOf(database, code, day);

const everything = () => everythingIn(database);

/** Reads a file of decisions with these rows below the headings. */
async function decisionsOf(lines: readonly string[]) {
  const file = { name: 'd.csv', path: path.join(folder, 'd.csv') };
  const header = 'code,day,decision,name_before,kind_before,name_after,kind_after,parent_after';
  await writeFile(file.path, [header, ...lines].join('\n'));
  const units = await readMixedUnits(database.db);
  return readDecisions(file, units, await readUnitsAbove(database.db, units));
}

async function carryOut(lines: readonly string[], dryRun = false) {
  const { decisions, findings } = await decisionsOf(lines);
  expect(findings.issues).toEqual([]);
  const seen = await readRevision(database.db, 'admin-units');
  return mendUnits(database.db, decisions, { by: 'Lan', seen, dryRun });
}

test('units that may be two are told apart, with the evidence', async () => {
  const found = await readMixedUnits(database.db);
  expect(
    found.map(({ code, day, name, since, share, areaRatio, listed: list }) => [
      `${code} ${day} ${name} ${since}`,
      list?.name ?? null,
      share === null ? null : Number(share.toFixed(2)),
      areaRatio === null ? null : Number(areaRatio.toFixed(1)),
    ]),
  ).toEqual([
    ['22015 2024-11-01 Phường 1 2020-11-01', 'Phường 1', 1, 2],
    ['22018 2024-11-01 Phường 8 2020-11-01', 'Phường 8', 0, 1],
    ['66 2025-07-01 Tỉnh Đắk Lắk 2020-11-01', null, 1, 3.7],
    ['22018 2025-07-01 Phường 8 2020-11-01', 'Phường 8', 0, 1],
    ['22081 2025-07-01 Xã Đồng Xuân 2020-11-01', 'Thị trấn La Hai', 1, 15],
    ['22090 2025-07-01 Xã Xuân Lãnh 2020-11-01', 'Xã Xuân Lãnh', 1, 1.5],
    ['22096 2025-07-01 Xã Phú Mỡ 2020-11-01', 'Xã Xuân Quang 1', null, null],
    // The same ground: listed, since its district ended on the day, with evidence that leaves no doubt.
    ['22111 2025-07-01 Xã Xuân Phước 2020-11-01', 'Xã Xuân Phước', 1, 1],
  ]);
});

test('a start that upgraded says how many there are since July 2025, and by which command they are told apart', () => {
  expect(told.at(-1)).toMatch(/^6 unit\(s\) .* "npm run mend-units"/);
});

test('the file of questions has the evidence, the names that are known, and no decision', async () => {
  const units = await readMixedUnits(database.db);
  const file = path.join(folder, 'questions.csv');
  await writeFile(file, questionsFile(units));
  const lines = (await readFile(file, 'utf8')).split('\r\n');
  expect(lines[5]).toBe(
    '22081,2025-07-01,,Thị trấn La Hai,,Xã Đồng Xuân,,,commune,Xã Đồng Xuân,2020-11-01,Thị trấn La Hai,100,15,558 Huyện Đồng Xuân',
  );
  // The portal knows no name since the day but the one of before: nothing is offered.
  expect(lines[6]).toMatch(/^22090,2025-07-01,,Xã Xuân Lãnh,,,,,/);
  const { decisions, findings } = await readDecisions(
    { name: 'questions.csv', path: file },
    units,
    await readUnitsAbove(database.db, units),
  );
  expect(findings.issues).toEqual([]);
  expect(decisions).toEqual([]);
});

describe('a faulty file of decisions', () => {
  const good = `22081,${reform},other,Thị trấn La Hai,,Xã Đồng Xuân,,66`;

  test('is refused by row and column, and nothing of it is carried out', async () => {
    const before = await everything();
    const faulty: [line: string, column: string, property: string][] = [
      [`22090,${reform},maybe,Xã A,,Xã B,,`, 'C', 'decision'],
      [`22090,${reform},constructor,Xã A,,Xã B,,`, 'C', 'decision'],
      // Nothing is asked about the code, or not of the day.
      [`22105,${reform},same,Xã A,,Xã B,,`, 'A', 'code'],
      [`22090,2025-08-01,same,Xã A,,Xã B,,`, 'B', 'day'],
      [`22090,,same,Xã A,,Xã B,,`, 'B', 'day'],
      [good, 'A', 'code'],
      [`22090,${reform},other,Xã A,,,,`, 'F', 'name_after'],
      [`22096,${reform},same,A,,Xã B,,`, 'E', 'kind_before'],
      [`22111,${reform},same,Xã A,,Xã B,phường,`, 'G', 'kind_after'],
      [`66,${reform},same,Tỉnh A,,Tỉnh B,,54`, 'H', 'parent_after'],
    ];
    const { findings } = await decisionsOf([good, ...faulty.map(([line]) => line)]);
    expect(findings.issues.map(({ row, column, property }) => [row, column, property])).toEqual(
      faulty.map(([, column, property], index) => [index + 3, column, property]),
    );
    expect(await everything()).toEqual(before);
  });

  test('without its headings is refused', async () => {
    const file = path.join(folder, 'no-headings.csv');
    await writeFile(file, 'a,b\n1,2\n');
    const { findings } = await readDecisions({ name: 'no-headings.csv', path: file }, [], []);
    expect(findings.issues).toMatchObject([{ code: 'noTable' }]);
  });
});

test('a dry run says what it would do and changes nothing', async () => {
  const before = await everything();
  const mended = await carryOut([`22081,${reform},other,Thị trấn La Hai,,Xã Đồng Xuân,,66`], true);
  expect(mended).toMatchObject({ split: 1, moved: { boundaries: 1, assessments: 1 } });
  expect(await everything()).toEqual(before);
});

test('what was decided on units that somebody changed meanwhile is not carried out', async () => {
  const { decisions } = await decisionsOf([`22081,${reform},other,Thị trấn La Hai,,Xã Đồng Xuân,,66`]);
  const before = await everything();
  const seen = (await readRevision(database.db, 'admin-units')) - 1;
  await expect(mendUnits(database.db, decisions, { by: 'Lan', seen, dryRun: false })).rejects.toThrow(
    /^Units or boundaries were changed meanwhile: nothing was written/,
  );
  expect(await everything()).toEqual(before);
});

describe('decisions that are carried out', () => {
  let mended: Awaited<ReturnType<typeof carryOut>>;
  let revisions: Record<string, number>;
  const revisionsNow = async () =>
    Object.fromEntries(
      (await rows<{ resource: string; revision: string }>('select resource, revision from resource_revision')).map(
        ({ resource, revision }) => [resource, Number(revision)],
      ),
    );

  beforeAll(async () => {
    revisions = await revisionsNow();
    mended = await carryOut([
      `66,${reform},đơn vị khác,Tỉnh Đắk Lắk,,Tỉnh Đắk Lắk,,`,
      `22081,${reform},other,La Hai,thị trấn,Xã Đồng Xuân,,66`,
      `22090,${reform},other,Xã Xuân Lãnh,,Xã Xuân Lãnh,,66`,
      `22096,${reform},other,Xã Xuân Quang 1,,Xã Phú Mỡ,,66`,
      `22111,${reform},same,Xã Xuân Phước,,,,66`,
      `22015,2024-11-01,later,,,,,`,
      `22018,${reform},other,Phường 2,,Phường Mới,,66`,
      `22018,2024-11-01,other,Phường 8,,Phường 2,,`,
    ]);
  });

  test('are told in numbers, with what nothing says whose it is', () => {
    expect(mended).toEqual({
      same: 1,
      split: 6,
      versions: 14,
      moved: { boundaries: 7, features: 0, assessments: 1, recognitions: 1, disbursements: 1, groups: 0 },
      left: [
        { code: '22081', kind: 'assessment', day: '2025-12-30', what: 's 1' },
        { code: '22081', kind: 'disbursement', day: '2025-12-31', what: '2025 r' },
        { code: '22081', kind: 'recognition', day: '2025-07-05', what: 's QĐ giữa' },
      ],
    });
  });

  test('another unit has the code from the day on; the old one keeps its id, name, district and figures', async () => {
    expect(await bearer('22081', '2024-10-31')).toEqual({
      ...{ id: 1, name: 'Thị trấn La Hai', kind: 'township', parent: '558' },
      ...{ area: 20.4, population: 8994, year: 2019, km2: 24 },
    });
    const since = await bearer('22081', '2025-07-02');
    expect(since).toMatchObject({ name: 'Xã Đồng Xuân', kind: 'commune', parent: '66', area: null, population: null });
    expect(since).toMatchObject({ km2: 360 });
    expect(since?.id).toBeGreaterThan(643);
    expect(await bearer('22081', '2025-06-30')).toMatchObject({ id: 1 });
    expect(await bearer('22081', reform)).toEqual(since);
  });

  test('figures stay with whom they were given for', async () => {
    // The file of 2020 gave the first, the file of 2025 the second; the list knows both areas of 2020.
    expect(await bearer('22090', '2025-06-30')).toMatchObject({ id: 2, area: 125.9, population: 9000, year: 2020 });
    expect(await bearer('22090', reform)).toMatchObject({
      name: 'Xã Xuân Lãnh',
      area: null,
      population: null,
      year: null,
    });
    expect(await bearer('22096', '2025-06-30')).toMatchObject({
      id: 3,
      area: 111.6,
      population: 4872,
      year: 2019,
      km2: null,
    });
    expect(await bearer('22096', reform)).toMatchObject({
      name: 'Xã Phú Mỡ',
      area: null,
      population: 8000,
      year: 2025,
    });
  });

  test('the same unit goes on under its id, without its district', async () => {
    const whole = { id: 4, name: 'Xã Xuân Phước', area: 80, population: 7325, year: 2019 };
    expect(await bearer('22111', '2025-06-30')).toMatchObject({ ...whole, parent: '558' });
    expect(await bearer('22111', reform)).toMatchObject({ ...whole, parent: '66' });
  });

  test('a code that changed hands twice has three units', async () => {
    const found = await Promise.all(['2024-10-31', '2024-11-01', reform].map((day) => bearer('22018', day)));
    expect(found).toMatchObject([
      { id: 9, name: 'Phường 8', parent: '558' },
      { name: 'Phường 2', parent: '558' },
      { name: 'Phường Mới', parent: '66' },
    ]);
    expect(new Set(found.map((unit) => unit?.id)).size).toBe(3);
  });

  test('units below follow the code of the unit above, and stay the same units', async () => {
    const above = (day: string) =>
      rows<{ code: string; parent: number }>(
        `select code, parent_id::int as parent from facts.units_on('${day}'::date) as unit where code in ('643', '22111') order by code`,
      );
    expect(await above('2025-06-30')).toEqual([
      { code: '22111', parent: 558 },
      { code: '643', parent: 66 },
    ]);
    const province = (await bearer('66', reform))?.id;
    expect(province).toBeGreaterThan(643);
    expect(await above(reform)).toEqual([
      { code: '22111', parent: province },
      { code: '643', parent: province },
    ]);
  });

  test('records are of the unit that they were made of, and are guarded again', async () => {
    const successor = (await bearer('22081', reform))?.id;
    const of = async (sql: string) =>
      (await rows<{ unit: number; what: string }>(sql)).map(({ unit, what }) => [unit, what]);
    expect(
      await of('select admin_unit_id::int as unit, valid_on::text as what from assessment order by valid_on'),
    ).toEqual([
      [1, '2023-12-31'],
      [1, '2025-12-30'],
      [successor, '2025-12-31'],
    ]);
    expect(await of('select admin_unit_id::int as unit, decision_no as what from recognition order by id')).toEqual([
      [1, 'QĐ cũ'],
      [1, 'QĐ giữa'],
      [successor, 'QĐ mới'],
    ]);
    expect(await of('select admin_unit_id::int as unit, year::text as what from disbursement order by year')).toEqual([
      [1, '2024'],
      [1, '2025'],
      [successor, '2026'],
    ]);
    for (const table of ['assessment', 'recognition', 'disbursement'])
      await expect(database.db.pool.query(`update ${table} set recorded_by = 'y'`)).rejects.toThrow(/append-only/);
  });

  test('what became of units, and what they came from, follows the day', async () => {
    const successor = (await bearer('22081', reform))?.id;
    const neighbour = (await bearer('22090', reform))?.id;
    expect(
      await rows(
        'select predecessor_id::int as "from", successor_id::int as "to" from admin_unit_lineage order by happened_on, 1',
      ),
    ).toEqual([
      { from: 6, to: 1 },
      { from: 1, to: 4 },
      { from: 5, to: successor },
      { from: successor, to: neighbour },
    ]);
  });

  test('what the portal said before is kept, and who said otherwise', async () => {
    expect(
      await rows(
        `select name, superseded_at is not null as superseded, source from unit_version where code = '22081' order by id`,
      ),
    ).toEqual([
      { name: 'Xã Đồng Xuân', superseded: true, source: 'Tệp xa.geojson' },
      {
        name: 'Thị trấn La Hai',
        superseded: false,
        source: 'Tệp xa.geojson; Lan: đơn vị khác lấy mã 22081 (trước 01/07/2025)',
      },
      {
        name: 'Xã Đồng Xuân',
        superseded: false,
        source: 'Tệp xa.geojson; Lan: đơn vị khác lấy mã 22081 (từ 01/07/2025)',
      },
    ]);
  });

  test('running portals see it: revisions of all that changed move', async () => {
    const now = await revisionsNow();
    const moved = Object.keys(now).filter((resource) => now[resource] !== revisions[resource]);
    expect(moved.sort()).toEqual(['admin-units', 'assessments', 'programme', 'recognitions']);
  });

  test('what was left for later is asked again, and nothing after it is answered', async () => {
    expect((await readMixedUnits(database.db)).map(({ code, day }) => [code, day])).toEqual([['22015', '2024-11-01']]);
    expect(await mixedUnitsNotice(database.db)).toBeNull();
    expect(await carryOut(['22015,2024-11-01,same,Phường 1,,,,'])).toMatchObject({ same: 1, split: 0, versions: 2 });
    expect(await readMixedUnits(database.db)).toEqual([]);
    // Districts are there before July 2025.
    expect(await bearer('22015', '2024-11-01')).toMatchObject({ id: 6, parent: '558' });
    const { findings } = await decisionsOf(['22015,2024-11-01,same,Phường 1,,,,']);
    expect(findings.issues).toMatchObject([{ row: 2, column: 'A' }]);
  });
});
