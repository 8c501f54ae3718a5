import { expect, test } from 'vitest';
import type { Measure } from '#contract/measures.ts';
import { earlierOf, forLevel, levelFor, measureOf } from '#contract/opening.ts';
import { countMeasure, criterionMeasure, shareMeasure } from '#tests/client/samples.ts';

const measures = [countMeasure, shareMeasure, criterionMeasure];

test('by itself the map counts criteria of communes; an unknown measure means the same', () => {
  expect(measureOf(measures, null, null)).toBe(countMeasure);
  expect(measureOf(measures, 'gone', null)).toBe(countMeasure);
  expect(measureOf(measures, null, 'district')).toBe(shareMeasure);
  expect(measureOf([], null, null)).toBeNull();
});

test('a level that the measure lacks gives way to the measure', () => {
  expect(levelFor(countMeasure, 'district')).toBe('commune');
  expect(levelFor(shareMeasure, 'province')).toBe('province');
  expect(levelFor(shareMeasure, null)).toBe('district');
});

test('the question survives a change of level', () => {
  expect(forLevel(measures, 'commune', criterionMeasure)).toBe(criterionMeasure);
  expect(forLevel(measures, 'district', criterionMeasure)).toBe(shareMeasure);
  expect(forLevel(measures, 'commune', shareMeasure)).toBe(countMeasure);
});

test('a criterion becomes the share of communes that meet it, and the other way', () => {
  const share: Measure = { ...shareMeasure, id: 'share-criterion-xa-ntm-17', kind: 'shareCriterion', criterionNo: 17 };
  const all = [...measures, share];
  expect(forLevel(all, 'district', criterionMeasure)).toBe(share);
  expect(forLevel(all, 'commune', share)).toBe(criterionMeasure);
});

test('a change is since a date before the day that is shown, where the measure knows one', () => {
  const changing: Measure = { ...countMeasure, change: 'criteriaMet' };
  expect(earlierOf(changing, '2022-12-31', '2024-10-31')).toBe('2022-12-31');
  expect(earlierOf(changing, '2024-10-31', '2024-10-31')).toBeNull();
  expect(earlierOf(changing, null, '2024-10-31')).toBeNull();
  expect(earlierOf({ ...changing, change: null }, '2022-12-31', '2024-10-31')).toBeNull();
});
