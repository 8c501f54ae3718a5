import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastFinishedQuarter, readPeriod } from '#contract/report-periods.ts';

test.each([
  ['2024-10-31', '2024-Q3'],
  ['2024-09-30', '2024-Q3'],
  ['2024-09-29', '2024-Q2'],
  ['2024-12-31', '2024-Q4'],
  ['2024-01-01', '2023-Q4'],
  ['2024-02-29', '2023-Q4'],
  ['2024-03-31', '2024-Q1'],
])('on %s the last finished quarter is %s', (day, quarter) => {
  expect(lastFinishedQuarter(day)).toBe(quarter);
});

test('it has ended, and no later one has', () => {
  const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const day = date.toISOString().slice(0, 10);
      const { until = '' } = readPeriod(lastFinishedQuarter(day)) ?? {};
      expect(until <= day).toBe(true);
      const next = new Date(Date.parse(until) + 86_400_000);
      expect(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 3, 0)).toBeGreaterThan(Date.parse(day));
    }),
  );
});

test.each([
  ['2024-Q1', '2024-01-01', '2024-03-31', 'Quý I năm 2024'],
  ['2024-Q4', '2024-10-01', '2024-12-31', 'Quý IV năm 2024'],
  ['2023-H1', '2023-01-01', '2023-06-30', '6 tháng đầu năm 2023'],
  ['2023-H2', '2023-07-01', '2023-12-31', '6 tháng cuối năm 2023'],
  ['2022', '2022-01-01', '2022-12-31', 'Năm 2022'],
])('%s is from %s until %s', (text, from, until, title) => {
  expect(readPeriod(text)).toMatchObject({ from, until, title: { vi: title } });
});

test('anything else is no period', () => {
  for (const text of ['', '24', '2024-Q0', '2024-H3', '2024-10']) expect(readPeriod(text)).toBeNull();
});
