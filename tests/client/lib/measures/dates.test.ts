import { expect, test } from 'vitest';
import { earlierStop, stopAt, stopsOf } from '#client/lib/measures/dates.ts';

test('stops are the dates with data and the reference date, in order, none after it', () => {
  expect(stopsOf(['2024-06-30', '2021-06-30', '2025-06-30'], '2024-10-31')).toEqual([
    '2021-06-30',
    '2024-06-30',
    '2024-10-31',
  ]);
  expect(stopsOf([], '2024-10-31')).toEqual(['2024-10-31']);
});

test('between two stops the earlier one holds', () => {
  const stops = ['2021-06-30', '2022-12-31', '2024-10-31'];
  expect(stopAt(stops, '2023-05-05')).toBe(1);
  expect(stopAt(stops, '2024-10-31')).toBe(2);
  expect(stopAt(stops, '2019-01-01')).toBe(0);
});

test('the date to compare with is a year before, or the first there is', () => {
  const stops = ['2021-06-30', '2022-12-31', '2023-12-31', '2024-10-31'];
  expect(earlierStop(stops, '2024-10-31')).toBe('2022-12-31');
  expect(earlierStop(stops, '2021-06-30')).toBe('2022-12-31');
  expect(earlierStop(['2024-10-31'], '2024-10-31')).toBeNull();
});
