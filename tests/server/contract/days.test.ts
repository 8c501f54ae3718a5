import { expect, test } from 'vitest';
import { dayBefore } from '#contract/days.ts';

test.each([
  ['2025-07-01', '2025-06-30'],
  ['2024-03-01', '2024-02-29'],
  ['2025-01-01', '2024-12-31'],
])('the day before %s is %s', (day, before) => {
  expect(dayBefore(day)).toBe(before);
});
