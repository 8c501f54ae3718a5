import { expect, test } from 'vitest';
import { dayBefore, readPeriod } from '#rules/workbooks/report-period.ts';

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

test('the day before a year is the last of the year before', () => {
  expect(dayBefore('2024-01-01')).toBe('2023-12-31');
  expect(dayBefore('2024-03-01')).toBe('2024-02-29');
});
