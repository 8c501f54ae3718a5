import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeAssessments } from '#data/demo/make/make-assessments.ts';
import { readCsv, readUnits } from '#data/demo/make/read-units.ts';

const at = (path: string): URL => new URL(`../../../data/${path}`, import.meta.url);
const units = readUnits(at('admin-units/admin-units.csv'));
const communes = new Set(units.filter((unit) => unit.kind === 'Xã').map((unit) => unit.code));
const assessments = readCsv(at('demo/assessments.csv'));
const recognitions = readCsv(at('demo/recognitions.csv'));
const reviews = ['2021-06-30', '2021-12-31', '2022-12-31', '2023-12-31', '2024-06-30', '2024-10-15'];

/** Criteria met by commune in one set at one review. */
function metCounts(setId: string, validOn: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of assessments) {
    if (row.set_id !== setId || row.valid_on !== validOn) continue;
    const code = row.code ?? '';
    counts.set(code, (counts.get(code) ?? 0) + (row.status === 'met' ? 1 : 0));
  }
  return counts;
}

/** Communes with 19, 15-18, 10-14, 5-9 and fewer criteria. */
function spread(validOn: string): number[] {
  const counts = [...metCounts('xa-ntm', validOn).values()];
  return [
    [19, 19],
    [15, 18],
    [10, 14],
    [5, 9],
    [0, 4],
  ].map(([low = 0, high = 0]) => counts.filter((count) => count >= low && count <= high).length);
}

const codesOf = (level: string): Set<string> =>
  new Set(recognitions.filter((row) => row.level === level).map((row) => row.code ?? ''));

describe('assessments', () => {
  test('cover all 19 criteria once for each of the 83 communes at each review, and nothing else', () => {
    expect(communes.size).toBe(83);
    const standard = assessments.filter((row) => row.set_id === 'xa-ntm');
    expect(standard).toHaveLength(83 * 19 * reviews.length);
    const keys = assessments.map((row) => [row.code, row.set_id, row.criterion_no, row.valid_on].join());
    expect(new Set(keys).size).toBe(keys.length);
    expect(assessments.filter((row) => !communes.has(row.code ?? ''))).toEqual([]);
    expect([...new Set(assessments.map((row) => row.valid_on))].sort()).toEqual(reviews);
    expect([...new Set(assessments.map((row) => row.set_id))].sort()).toEqual(['xa-ntm', 'xa-ntm-nang-cao']);
    expect(assessments.filter((row) => !(Number(row.criterion_no) >= 1 && Number(row.criterion_no) <= 19))).toEqual([]);
  });

  test('grow from review to review as the README says', () => {
    expect(reviews.map(spread)).toEqual([
      [16, 13, 28, 26, 0],
      [22, 13, 30, 18, 0],
      [29, 21, 26, 7, 0],
      [40, 24, 17, 2, 0],
      [49, 22, 12, 0, 0],
      [54, 21, 8, 0, 0],
    ]);
  });

  test('are recorded after the review and by the reference date', () => {
    const late = assessments.filter(
      (row) => !((row.recorded_on ?? '') > (row.valid_on ?? '') && (row.recorded_on ?? '') <= '2024-10-31'),
    );
    expect(late).toEqual([]);
  });

  test('are not assessed seldom, and early only', () => {
    expect(new Set(assessments.map((row) => row.status))).toEqual(new Set(['met', 'notMet', 'notAssessed']));
    const open = assessments.filter((row) => row.status === 'notAssessed');
    expect(open.length).toBeLessThan(40);
    expect(open.filter((row) => (row.valid_on ?? '') > '2021-12-31')).toEqual([]);
  });

  test('fail by the hard criteria most, by the easy ones seldom', () => {
    const failures = (numbers: number[]): number =>
      assessments.filter(
        (row) => row.set_id === 'xa-ntm' && row.status !== 'met' && numbers.includes(Number(row.criterion_no)),
      ).length / numbers.length;
    expect(failures([2, 5, 6, 10, 11, 13, 17])).toBeGreaterThan(8 * failures([1, 4, 8, 19]));
    expect(failures([1, 4, 8, 19])).toBeGreaterThan(0);
  });

  test('of the advanced set stand only where the standard recognition was there on the day', () => {
    const since = new Map(
      recognitions.filter((row) => row.level === 'standard').map((row) => [row.code, row.valid_from ?? '']),
    );
    for (const validOn of reviews) {
      const recognised = [...since].filter(([, from]) => from <= validOn).map(([code]) => code);
      expect([...metCounts('xa-ntm-nang-cao', validOn).keys()].sort()).toEqual(recognised.sort());
    }
  });
});

describe('recognitions', () => {
  test('are of known communes, in order of tier, with invented numbers used once', () => {
    expect(recognitions.filter((row) => !communes.has(row.code ?? ''))).toEqual([]);
    expect([codesOf('standard').size, codesOf('advanced').size, codesOf('model').size]).toEqual([50, 14, 2]);
    expect([...codesOf('advanced')].filter((code) => !codesOf('standard').has(code))).toEqual([]);
    expect([...codesOf('model')].filter((code) => !codesOf('advanced').has(code))).toEqual([]);
    const numbers = recognitions.map((row) => row.decision_no ?? '');
    expect(numbers.filter((number) => !/^MH-\d{3}\/202[1-4]$/.test(number))).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(
      recognitions.filter((row) => !((row.decided_on ?? '') >= '2021-01-01' && (row.decided_on ?? '') <= '2024-10-31')),
    ).toEqual([]);
  });

  test('follow a review that found all 19 criteria met', () => {
    for (const row of recognitions.filter(({ level }) => level !== 'model')) {
      const before = reviews.filter((validOn) => validOn < (row.decided_on ?? ''));
      // Who was recognised before the baseline shows 19 of 19 at the baseline.
      const last = before.at(-1) ?? reviews[0] ?? '';
      expect(metCounts(row.set_id ?? '', last).get(row.code ?? ''), `${row.code} ${row.level}`).toBe(19);
    }
  });

  test('tell apart recognised from meeting: three fell back, seven await a decision', () => {
    const now = metCounts('xa-ntm', '2024-10-15');
    expect([...codesOf('standard')].filter((code) => now.get(code) !== 19)).toHaveLength(3);
    expect([...now].filter(([code, count]) => count === 19 && !codesOf('standard').has(code))).toHaveLength(7);
  });
});

describe('the files', () => {
  test('say in every row that they are invented', () => {
    expect([...assessments, ...recognitions].filter((row) => !row.note?.startsWith('Dữ liệu minh hoạ'))).toEqual([]);
  });

  test('are what the generator makes, to the byte', () => {
    const made = makeAssessments(units);
    expect(made.assessments === readFileSync(at('demo/assessments.csv'), 'utf8')).toBe(true);
    expect(made.recognitions === readFileSync(at('demo/recognitions.csv'), 'utf8')).toBe(true);
  });
});
