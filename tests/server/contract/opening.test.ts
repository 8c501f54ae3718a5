import { expect, test } from 'vitest';
import type { Measure } from '#contract/measures.ts';
import { forLevel, lastUpTo, levelFor, measureOf } from '#client/routes/map/choices.ts';
import { countMeasure, criterionMeasure, shareMeasure } from '../../samples.ts';

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

test('boundaries in force at a date are the last that began by then', () => {
  expect(lastUpTo(['2020-11-01', '2025-07-01'], '2024-10-31')).toBe('2020-11-01');
  expect(lastUpTo(['2020-11-01', '2025-07-01'], '2025-07-01')).toBe('2025-07-01');
  expect(lastUpTo([], '2024-10-31')).toBe('2024-10-31');
});
