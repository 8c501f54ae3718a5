import { describe, expect, test } from 'vitest';
import type { CriteriaSet } from '#contract/criteria.ts';
import { Measure } from '#contract/measures.ts';
import { comparisonClasses, countClasses, shareClasses } from '#rules/measures/classes.ts';
import { listCriterionMeasures, listWholeSetMeasures } from '#rules/measures/list-set-measures.ts';
import { sharePercent } from '#rules/measures/share-percent.ts';

const set: CriteriaSet = {
  id: 'xa',
  title: { vi: 'Bộ', en: 'Set' },
  level: 'commune',
  tier: 'standard',
  decision: 'QĐ 1',
  validFrom: '2021-01-01',
  validTo: null,
  appliesTo: ['commune'],
  criteria: [1, 2, 3].map((no) => ({ no, name: { vi: `T${no}`, en: `C${no}` }, group: null })),
};

describe('classes of a count', () => {
  test('19 criteria fall into the programme’s reporting steps, all of them first', () => {
    const classes = countClasses(19);
    expect(classes.map(({ min, max }) => [min, max])).toEqual([
      [19, 19],
      [15, 18],
      [10, 14],
      [5, 9],
      [0, 4],
    ]);
    expect(classes.map(({ label }) => label.vi)).toEqual(['19', '15–18', '10–14', '5–9', 'Dưới 5']);
    expect(classes[0]?.colour).toBe('#253494');
    expect(classes[4]?.colour).toBe('#ffffcc');
  });

  test.each([1, 2, 3, 4, 5, 8, 9, 10, 13, 15, 16, 18, 19, 20, 36])(
    'with %i criteria every count has just one class',
    (total) => {
      const classes = countClasses(total);
      for (let count = 0; count <= total; count++) {
        expect(classes.filter(({ min, max }) => count >= (min ?? 0) && count <= (max ?? 0))).toHaveLength(1);
      }
      expect(new Set(classes.map(({ colour }) => colour)).size).toBe(classes.length);
      expect(new Set(classes.map(({ id }) => id)).size).toBe(classes.length);
    },
  );
});

describe('shares', () => {
  test.each([
    [0, 83, 0],
    [83, 83, 100],
    [67, 83, 80.7],
    [82, 83, 98.8],
    [13, 14, 92.9],
    [8, 9, 88.9],
    [3, 13, 23.1],
    [7999, 10_000, 79.9],
    [1, 11_163, 0.1],
    [9_999, 10_000, 99.9],
  ])('%i of %i is %f', (meeting, of, percent) => {
    expect(sharePercent(meeting, of)).toBe(percent);
  });

  test('every share to one decimal has just one class', () => {
    const classes = shareClasses();
    for (let tenth = 0; tenth <= 1000; tenth++) {
      const value = tenth / 10;
      expect(classes.filter(({ min, max }) => value >= (min ?? 0) && value <= (max ?? 0))).toHaveLength(1);
    }
  });
});

test('a set gives a count, a share for the levels above, and for each criterion the same', () => {
  const rules = [
    ...listWholeSetMeasures(set, ['2022-12-31'], null, [set]),
    ...listCriterionMeasures(set, () => ['2022-12-31'], [set]),
  ];
  expect(rules.map(({ measure }) => [measure.id, measure.levels])).toEqual([
    ['criteria-met-xa', ['commune']],
    ['share-meeting-xa', ['district', 'province']],
    ['criterion-xa-1', ['commune']],
    ['criterion-xa-2', ['commune']],
    ['criterion-xa-3', ['commune']],
    ['share-criterion-xa-1', ['district', 'province']],
    ['share-criterion-xa-2', ['district', 'province']],
    ['share-criterion-xa-3', ['district', 'province']],
  ]);
  for (const { measure } of rules) expect(Measure.parse(measure)).toEqual(measure);
});

test('the map of contradictions saturates the contradictions: the more, the darker; what agrees is pale', () => {
  const lightness = (colour: string) =>
    [1, 3, 5].reduce((sum, at) => sum + Number.parseInt(colour.slice(at, at + 2), 16), 0);
  const [four, two, one, ...others] = comparisonClasses().map(({ colour }) => lightness(colour));
  expect([four, two, one].map(Number)).toEqual([four, two, one].map(Number).sort((a, b) => a - b));
  for (const other of others) expect(other).toBeGreaterThan((one ?? 0) + 200);
});
