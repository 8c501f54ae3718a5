import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getMeasureValues } from '#contract/measures.ts';
import { importInto } from '../../intake/kinds/boundaries/support.ts';
import { insertFeatures, tableOf } from '#tests/support/features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { bump, insertAssessments, insertSets } from '#tests/support/province.ts';
import { communesOn, successionFiles, type ReformDay } from '#tests/support/reform.ts';

let folder: string;
let portal: TestPortal;

async function importOn(day: ReformDay, succession: string | null): Promise<void> {
  const file = path.join(folder, `xa-${day}.geojson`);
  await writeFile(file, JSON.stringify(communesOn(day)));
  const table = succession === null ? null : { name: 'succession.csv', path: succession };
  const report = await importInto(portal.db, [file], { validFrom: day, succession: table, replace: table !== null });
  expect(report.outcome).toBe('imported');
}

const all = (code: string, ...statuses: ('met' | 'notMet')[]) =>
  statuses.map((status, index) => ({ code, no: index + 1, status, on: '2024-12-31' }));

/** Million VND paid to whoever bears a code. */
async function pay(code: string, amount: number, on: string): Promise<void> {
  await portal.db.pool.query(
    `insert into disbursement (admin_unit_id, year, resource_id, amount_million_vnd, valid_on, recorded_by, source, origin)
     select unit_id, 2024, 'central-budget', $2, $3, 'a test', 'test', 'import' from unit_version
     where code = $1 and superseded_at is null and valid_from <= $3 and (valid_to is null or valid_to > $3)`,
    [code, amount, on],
  );
  await bump(portal.db, 'programme');
}

async function peopleOf(code: string): Promise<number> {
  const found = await portal.db.pool.query<{ population: number }>(
    `select population from unit_version where code = $1 and valid_from < '2025-07-01' and population is not null`,
    [code],
  );
  return found.rows[0]?.population ?? 0;
}

async function values(id: string, query: string) {
  const response = await portal.get(`/api/measures/${id}/values?level=commune&${query}`);
  expect(response.status).toBe(200);
  return getMeasureValues.reply.parse(await response.json());
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-carried-'));
  portal = await startTestPortal({ REFERENCE_DATE: '2026-10-31' });
  await insertSets(portal.db);
  await importOn('2020-11-01', null);
  await importOn('2024-11-01', successionFiles['2024-11-01']);
  await insertAssessments(portal.db, [
    ...all('22093', 'met', 'met', 'met'),
    ...all('22099', 'met', 'met', 'met'),
    ...all('22102', 'met', 'notMet', 'met'),
    ...all('22105', 'met', 'met', 'met'),
    ...all('22252', 'met', 'met', 'met'),
    ...all('22264', 'met', 'met', 'notMet'),
    ...all('22054', 'met', 'met', 'met'),
  ]);
  // Two hamlets of the commune that is cut: of its two strips the western one is a fifth of the ground.
  const cut = communesOn('2024-11-01').features.find(({ properties }) => properties?.['MA_XA'] === '22252');
  const [west, south] = cut?.geometry.coordinates[0]?.[0]?.[0] ?? [];
  const hamlet = (code: string, east: number, households: number) => ({
    properties: { code, name: code, kind: 'hamlet', households, population: 4 * households },
    geometry: { type: 'Point' as const, coordinates: [(west ?? 0) + east, (south ?? 0) + 0.01] },
    communeCode: '22252',
    validFrom: '2022-01-01',
  });
  await insertFeatures(portal.db, tableOf(portal.catalog, 'hamlets'), [
    hamlet('T1', 0.002, 300),
    hamlet('T2', 0.02, 100),
  ]);
  await importOn('2025-07-01', successionFiles['2025-07-01']);
  await pay('22252', 800, '2024-12-31');
  await pay('22264', 100, '2024-12-31');
  await pay('22093', 60, '2024-12-31');
  await pay('22081', 500, '2025-12-31');
}, 120_000);
afterAll(async () => {
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('a commune that was made of others', () => {
  test('says what they had reached, and has no status of its own', async () => {
    const after = await values('criteria-met-three', 'at=2026-01-01');
    expect(after.values).toEqual({});
    expect(after.notAssessed).toContain('22081');
    expect(after.reached?.['22081']).toEqual({
      met: 3,
      of: 4,
      notAssessed: [],
      notApplicable: ['Thị trấn La Hai'],
      parts: [],
    });
    // Of a commune that was cut only a part came.
    expect(after.reached?.['22255']).toMatchObject({ met: 0, of: 1, parts: ['Xã Hòa Bình 1'] });
    expect(after.reached?.['22057']).toMatchObject({ met: 1, of: 1, notAssessed: ['Xã Xuân Lộc'] });
    // Wards are outside the set, whatever they were made of; where no predecessor was assessed there is nothing to say.
    expect(after.notApplicable).toContain('22240');
    expect(Object.keys(after.reached ?? {}).toSorted()).toEqual(['22057', '22081', '22255']);
    const one = await values('criterion-three-2', 'at=2025-07-01');
    expect(one.reached?.['22081']).toMatchObject({ met: 3, of: 4 });
    expect((await values('criteria-met-three', 'at=2025-06-30')).reached).toBeUndefined();
  });

  test('and once it is assessed itself, nothing but that', async () => {
    await insertAssessments(portal.db, all('22093', 'met', 'met', 'met'));
    await portal.db.pool.query(
      `insert into assessment (admin_unit_id, set_id, criterion_no, status, valid_on, recorded_by, source, origin)
       select unit_id, 'three', no, 'met', '2026-06-30', 'a test', 'test', 'import'
       from unit_version, generate_series(1, 3) as no where code = '22081' and valid_from = '2025-07-01'`,
    );
    await bump(portal.db, 'assessments');
    const after = await values('criteria-met-three', 'at=2026-07-01');
    expect(after.values).toEqual({ '22081': 3 });
    expect(after.reached?.['22081']).toBeUndefined();
    expect((await values('criteria-met-three', 'at=2026-06-29')).reached?.['22081']).toMatchObject({ met: 3, of: 4 });
  });
});

describe('on the units of another day', () => {
  test('what was paid is shared out by households, else by ground, and divided by the people of the same parts', async () => {
    const then = await values('disbursed-per-head', 'at=2025-06-30');
    expect(Object.keys(then.values).toSorted()).toEqual(['22093', '22252', '22264']);
    const now = await values('disbursed-per-head', 'at=2025-06-30&on=2025-07-01');
    expect([now.at, now.on, now.boundaryDate]).toEqual(['2025-06-30', '2025-07-01', '2025-07-01']);
    // 300 of 400 households live in the strip that goes to the ward.
    const people = await Promise.all(['22255', '22264', '22273', '22252'].map(peopleOf));
    const [phuThu = 0, hoaPhong = 0, hoaTanTay = 0, hoaBinh1 = 0] = people;
    expect(people.every((each) => each > 0)).toBe(true);
    expect(now.values['22255']).toBeCloseTo((0.25 * 800 + 100) / (phuThu + hoaPhong + hoaTanTay + 0.25 * hoaBinh1), 5);
    expect(now.sharedBy?.['22255']).toBe('households');
    // Made of whole units: nothing had to be shared out.
    expect(now.values['22081']).toBeGreaterThan(0);
    expect(now.sharedBy?.['22081']).toBeUndefined();
    expect(now.notAssessed).toContain('22057');
  });

  test('sums go back too, and nothing else does', async () => {
    const back = await values('disbursed-per-head', 'at=2026-01-01&on=2025-06-30');
    const made = ['22081', '22093', '22099', '22102', '22105'];
    expect(Object.keys(back.values)).toEqual(expect.arrayContaining(made));
    const amounts = await Promise.all(made.map(async (code) => (back.values[code] ?? 0) * (await peopleOf(code))));
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(560, 0);
    const statuses = await values('criteria-met-three', 'at=2026-07-01&on=2025-06-30');
    expect([statuses.values, statuses.reached]).toEqual([{}, {}]);
  });

  test('a change between two days is one of the same units', async () => {
    const change = await values('disbursed-per-head', 'from=2025-06-30&at=2026-01-01&on=2025-07-01');
    const [before, after] = await Promise.all(
      ['2025-06-30', '2026-01-01'].map((at) => values('disbursed-per-head', `at=${at}&on=2025-07-01`)),
    );
    expect(change.values['22081']).toBeCloseTo((after?.values['22081'] ?? 0) - (before?.values['22081'] ?? 0), 5);
    expect((await values('disbursed-per-head', 'from=2025-06-30&at=2026-01-01')).values).toEqual({});
  });

  test('inside a district they are what they are in the whole; districts, which nothing went over from, keep their own', async () => {
    const of = async (query: string) =>
      getMeasureValues.reply.parse(await (await portal.get(`/api/measures/disbursed-per-head/values?${query}`)).json());
    const [whole, inside] = await Promise.all([
      of('level=commune&at=2026-01-01&on=2025-06-30'),
      of('level=commune&at=2026-01-01&on=2025-06-30&within=558'),
    ]);
    expect(inside.values['22093']).toBe(whole.values['22093']);
    expect(Object.keys(inside.values).length).toBeLessThan(Object.keys(whole.values).length);
    const [plain, carried] = await Promise.all([
      of('level=district&at=2024-12-31'),
      of('level=district&at=2024-12-31&on=2024-10-31'),
    ]);
    expect(Object.keys(plain.values).length).toBeGreaterThan(0);
    expect(carried.values).toEqual(plain.values);
  });

  test('criteria are counted of predecessors, never averaged; on their own units values are what they were', async () => {
    const carried = await values('criteria-met-three', 'at=2024-12-31&on=2026-01-01');
    expect(carried.values).toEqual({});
    expect(carried.reached?.['22081']).toMatchObject({ met: 3, of: 4 });
    const own = await values('criteria-met-three', 'at=2024-12-31&on=2024-12-31');
    const plain = await values('criteria-met-three', 'at=2024-12-31');
    expect(own.values).toEqual(plain.values);
  });
});
