import { expect, test } from 'vitest';
import { placeOf, stretches } from '#client/lib/history/time-line.ts';

test('a day lies between two others by its days, and never outside them', () => {
  expect(placeOf('2024-01-11', '2024-01-01', '2024-01-21')).toBe(0.5);
  expect(placeOf('2023-01-01', '2024-01-01', '2024-01-21')).toBe(0);
  expect(placeOf('2025-01-01', '2024-01-01', '2024-01-21')).toBe(1);
  expect(placeOf('2024-01-01', '2024-01-01', '2024-01-01')).toBe(0);
});

test('what holds, holds until something else does', () => {
  const entries = [
    { on: '2024-01-01', value: 'notMet' },
    { on: '2024-01-06', value: 'met' },
  ];
  expect(stretches(entries, '2024-01-01', '2024-01-21')).toEqual([
    { from: 0, to: 0.25, value: 'notMet' },
    { from: 0.25, to: 1, value: 'met' },
  ]);
  expect(stretches([], '2024-01-01', '2024-01-21')).toEqual([]);
});
