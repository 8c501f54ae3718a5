import { expect, test } from 'vitest';
import { daysBetween, earlierStop, nearestStop, stopAt, stopsOf, yearMarks } from '#client/lib/measures/dates.ts';

test('stops are the dates with data and the last day, in order, none after it', () => {
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

test('days are counted as they are, over leap years and changes of the clock', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2021-12-31', '2022-12-31')).toBe(365);
  expect(daysBetween('2024-10-31', '2024-10-15')).toBe(-16);
});

const stops = ['2021-12-31', '2022-12-31', '2024-10-15', '2024-10-31'];

test('a place on the line belongs to the stop nearest to it', () => {
  expect([0, 180, 190, 365].map((days) => nearestStop(stops, days))).toEqual([
    '2021-12-31',
    '2021-12-31',
    '2022-12-31',
    '2022-12-31',
  ]);
  expect(nearestStop(stops, 5000)).toBe('2024-10-31');
  expect(nearestStop([], 3)).toBeUndefined();
});

test('each year stands once, at its last stop, and not on the one before', () => {
  expect(yearMarks(stops)).toEqual([
    { on: '2021-12-31', year: '2021' },
    { on: '2022-12-31', year: '2022' },
    { on: '2024-10-31', year: '2024' },
  ]);
  expect(yearMarks(['2015-01-01', '2023-12-31', '2024-01-01']).map(({ year }) => year)).toEqual(['2015', '2023']);
  // A short line has room for fewer.
  expect(yearMarks(stops, 0.5).map(({ year }) => year)).toEqual(['2021', '2024']);
  expect(yearMarks([])).toEqual([]);
});
