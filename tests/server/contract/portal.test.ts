import { expect, test } from 'vitest';
import { boundaryDateOn } from '#contract/portal.ts';

test('boundaries in force at a date are the last that began by then', () => {
  const boundaryDates = ['2020-11-01', '2025-07-01'];
  expect(boundaryDateOn({ boundaryDates }, '2024-10-31')).toBe('2020-11-01');
  expect(boundaryDateOn({ boundaryDates }, '2025-07-01')).toBe('2025-07-01');
  expect(boundaryDateOn({ boundaryDates: [] }, '2024-10-31')).toBe('2024-10-31');
});
