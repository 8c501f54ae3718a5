import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { readProgramme } from '#catalog/programme.ts';
import type { UnitKind } from '#contract/admin-units.ts';
import type { Status } from '#contract/criteria.ts';
import { countWanted } from '#rules/programme/count-wanted.ts';
import { judgeTarget, type TargetContext } from '#rules/programme/judge-target.ts';
import { measurePace } from '#rules/programme/measure-pace.ts';
import type { AssessedUnit } from '#rules/programme/sort-units.ts';

const { targets, frame } = await readProgramme('2021-2025');
const sets = await readCriteriaSets();
const targetOf = (id: string) => targets.find((target) => target.id === id) ?? expect.fail(`no target ${id}`);
const wanted = (id: string, districts: 'all' | 'rural' = 'all') => countWanted(targetOf(id), targets, frame, districts);

/** A commune that meets the first `met` criteria of a set; of the rest it does not, or nobody knows. */
function aUnit(
  code: string,
  setId: string,
  met: number,
  rest: Status = 'notMet',
  kind: UnitKind = 'commune',
): AssessedUnit {
  const criteria = sets.find(({ id }) => id === setId)?.criteria ?? [];
  const statuses = new Map(criteria.map(({ no }) => [no, no <= met ? ('met' as const) : rest]));
  const level = kind === 'commune' || kind === 'ward' ? 'commune' : 'district';
  return { code, level, kind, statuses: new Map([[setId, statuses]]), recognised: new Set() };
}
const many = (count: number, setId: string, met: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => aUnit(`${prefix}${index}`, setId, met));
const judge = (id: string, units: readonly AssessedUnit[], changes: Partial<TargetContext> = {}) =>
  judgeTarget(targetOf(id), {
    ...{ frame, targets, sets, districts: 'all', before: null },
    now: { at: '2024-10-31', units, given: new Map() },
    ...changes,
  });

describe('wanted', () => {
  test.each([
    ['T003', 67, 83, '80 % của 83 xã: Chương trình ghi 67'],
    ['T004', 67, 83, 'Ít nhất 67/83 xã'],
    ['T005', 20, 67, '30 % của 67 xã đạt chuẩn theo mục tiêu: Chương trình ghi 20'],
    ['T006', 20, 67, 'Ít nhất 20/67 xã đạt chuẩn theo mục tiêu'],
    ['T007', 4, 67, '5 % của 67 xã đạt chuẩn theo mục tiêu: Chương trình ghi 4'],
    ['T008', 4, 67, 'Ít nhất 4/67 xã đạt chuẩn theo mục tiêu'],
    ['T009', 0, 83, 'Không quá 0/83 xã'],
    ['T011', 15, null, 'Ít nhất 15'],
    ['T012', 30, null, 'Ít nhất 30'],
    ['T013', 83, 83, '100 % của 83 xã là 83'],
    ['T014', 34, 67, '50 % của 67 xã đạt chuẩn theo mục tiêu là 33,5, làm tròn lên 34'],
    ['T017', 82, 83, '98 % của 83 xã là 81,34, làm tròn lên 82'],
    ['T045', 81, 83, '97 % của 83 xã là 80,51, làm tròn lên 81'],
    ['T091', 83, 83, '99 % của 83 xã là 82,17, làm tròn lên 83'],
  ])('%s wants %i of %s', (id, value, of, vi) => {
    expect(wanted(id)).toMatchObject({ value, of, unit: 'count', reason: { vi } });
  });

  test.each([
    ['T001', 3, 3],
    ['T002', 1, 1],
    ['T015', 6, 4],
    ['T016', 3, 2],
    ['T054', 3, 2],
    ['T080', 7, 5],
    ['T082', 4, 3],
  ])('%s wants %i of 9 district-level units or %i of 6 huyện', (id, all, rural) => {
    expect(wanted(id)).toMatchObject({ value: all, of: 9 });
    expect(wanted(id, 'rural')).toMatchObject({ value: rural, of: 6 });
  });

  test('what counts no units keeps its own figure', () => {
    expect(wanted('T010')).toMatchObject({ value: 1.5, unit: 'ratio', of: null });
    expect(wanted('T095')).toMatchObject({ value: 100, unit: 'percent', of: null });
  });
});

describe('all 96', () => {
  const units = [
    ...Array.from({ length: 83 }, (_, index): AssessedUnit => {
      const one = aUnit(`2${index}`, 'xa-ntm', index % 20);
      const more = ['xa-ntm-nang-cao', 'xa-ntm-kieu-mau'].flatMap((setId) => [
        ...aUnit('', setId, index % 20).statuses,
      ]);
      return { ...one, statuses: new Map([...one.statuses, ...more]) };
    }),
    ...['550', '551', '552', '553', '554', '555'].map((code, index): AssessedUnit => {
      const one = aUnit(code, 'huyen-ntm', 4 + index, 'notMet', 'district');
      return { ...one, statuses: new Map([...one.statuses, ...aUnit('', 'huyen-ntm-nang-cao', index).statuses]) };
    }),
  ];
  test.each(targets.map(({ id }) => [id]))('%s computes or says why not', (id) => {
    const progress = judge(id, units);
    expect(progress.reason.vi.length).toBeGreaterThan(10);
    const withoutData = ['T010', 'T011', 'T012', 'T095', 'T096'].includes(id);
    expect(progress.reached === null).toBe(withoutData);
    if (withoutData) expect(progress.reason.vi).toContain('Cổng chưa có số liệu');
    else {
      const sense = progress.wanted.sense === 'atLeast' ? 1 : -1;
      expect(progress.gap).toBe(Math.max(0, sense * (progress.wanted.value - (progress.reached ?? 0))));
      expect(progress.status).toBe(progress.gap === 0 ? 'met' : 'notMet');
    }
    const empty = judge(id, []);
    expect(empty).toMatchObject({ status: 'notAssessed', reached: null, gap: null, pace: null });
    const given = { at: '2024-10-31', units: [], given: new Map([[id, 9999]]) };
    if (withoutData) expect(judge(id, [], { now: given })).toMatchObject({ reached: 9999, status: 'met', gap: 0 });
  });

  test('the order of units never matters', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(units, { minLength: units.length }), (turned) => {
        for (const id of ['T004', 'T009', 'T001', 'T017']) expect(judge(id, turned)).toEqual(judge(id, units));
      }),
      { numRuns: 20 },
    );
  });
});

describe('who counts', () => {
  test('67 of 83: those that meet all 19, and six are missing', () => {
    const units = [
      ...many(61, 'xa-ntm', 19, 'a'),
      ...many(22, 'xa-ntm', 18, 'b'),
      aUnit('w', 'xa-ntm', 19, 'met', 'ward'),
    ];
    const progress = judge('T004', units);
    expect(progress).toMatchObject({ status: 'notMet', reached: 61, gap: 6, notApplicable: ['w'] });
    expect(progress.notCounting).toHaveLength(22);
    expect(progress.reason.vi).toBe('Hiện có 61, mục tiêu 67');
  });

  test('none under 15: those under 15 count, and one that may be is open', () => {
    const at15 = many(82, 'xa-ntm', 15, 'a');
    expect(judge('T009', [...at15, aUnit('b', 'xa-ntm', 14)])).toMatchObject({
      status: 'notMet',
      reached: 1,
      gap: 1,
      counting: ['b'],
    });
    expect(judge('T009', [...at15, aUnit('b', 'xa-ntm', 14, 'notAssessed')])).toMatchObject({
      status: 'notAssessed',
      reached: 0,
      undecided: ['b'],
    });
    expect(judge('T009', at15)).toMatchObject({ status: 'met', reached: 0, gap: 0 });
  });

  test('one criterion', () => {
    const units = [aUnit('a', 'xa-ntm', 2), aUnit('b', 'xa-ntm', 1), aUnit('c', 'xa-ntm', 1, 'notAssessed')];
    expect(judge('T017', units)).toMatchObject({ counting: ['a'], notCounting: ['b'], undecided: ['c'], gap: 81 });
  });

  test('thị xã and thành phố have no set; they count for T001 where their task is declared complete', () => {
    const town = { ...aUnit('t', 'huyen-ntm', 0, 'notAssessed', 'town'), recognised: new Set(['huyen-ntm']) };
    const city = aUnit('c', 'huyen-ntm', 0, 'notAssessed', 'city');
    const units = [aUnit('h', 'huyen-ntm', 9, 'notMet', 'district'), town, city];
    expect(judge('T001', units)).toMatchObject({ counting: ['h', 't'], notCounting: ['c'], gap: 1 });
    expect(judge('T001', units, { districts: 'rural' })).toMatchObject({
      counting: ['h'],
      notApplicable: ['c', 't'],
      gap: 2,
    });
    expect(judge('T015', units)).toMatchObject({ counting: ['h'], notApplicable: ['c', 't'], gap: 5 });
  });

  test('where nothing was ever recorded of districts, a town without a declaration is not one that fails', () => {
    const silent = (code: string, kind: UnitKind) => ({
      ...aUnit(code, 'huyen-ntm', 0, 'notAssessed', kind),
      statuses: new Map(),
    });
    const units = [silent('h', 'district'), silent('t', 'town'), silent('c', 'city')];
    expect(judge('T001', units)).toMatchObject({ status: 'notAssessed', reached: null, gap: null, notCounting: [] });
  });
});

describe('pace', () => {
  const atLeast = (value: number) => ({
    value,
    sense: 'atLeast' as const,
    unit: 'count' as const,
    of: 83,
    reason: { vi: '', en: '' },
  });
  const start = { at: '2021-12-31', reached: 22 };
  test('two years, 18 communes: 9 a year; 27 more in two years: 13.5 a year', () => {
    const pace = measurePace(atLeast(67), start, { at: '2023-12-31', reached: 40 }, frame.until);
    expect(pace.perYear).toBeCloseTo(9, 1);
    expect(pace.neededPerYear).toBeCloseTo(13.5, 1);
    expect(pace).toMatchObject({ onPace: false, reason: { vi: 'Đến nay 9 mỗi năm, cần 13,5 mỗi năm' } });
  });

  test('fast enough, reached, too late, and without a past', () => {
    const now = { at: '2023-12-31', reached: 46 };
    expect(measurePace(atLeast(67), start, now, frame.until).onPace).toBe(true);
    expect(measurePace(atLeast(40), start, now, frame.until)).toMatchObject({ onPace: true, neededPerYear: 0 });
    expect(measurePace(atLeast(67), start, { at: '2026-01-01', reached: 66 }, frame.until)).toMatchObject({
      onPace: false,
      neededPerYear: null,
    });
    expect(measurePace(atLeast(67), null, now, frame.until)).toMatchObject({ onPace: null, perYear: null });
  });

  test('down to none is a pace too', () => {
    const none = { ...atLeast(0), sense: 'atMost' as const };
    const pace = measurePace(none, { at: '2021-12-31', reached: 48 }, { at: '2023-12-31', reached: 20 }, frame.until);
    expect(pace.perYear).toBeCloseTo(-14, 1);
    expect(pace.neededPerYear).toBeCloseTo(-10, 1);
    expect(pace.onPace).toBe(true);
  });

  test('a target carries the pace since an earlier day', () => {
    const before = {
      at: '2022-10-31',
      units: [...many(30, 'xa-ntm', 19, 'a'), ...many(53, 'xa-ntm', 9, 'b')],
      given: new Map(),
    };
    const { pace } = judge('T004', [...many(54, 'xa-ntm', 19, 'a'), ...many(29, 'xa-ntm', 9, 'b')], { before });
    expect(pace?.perYear).toBeCloseTo(12, 1);
    expect(pace?.neededPerYear).toBeCloseTo(13 / 1.166, 1);
    expect(pace?.onPace).toBe(true);
  });
});
