import { expect, test } from 'vitest';
import { periodsUpTo } from '#client/lib/workbooks/periods.ts';

test('periods that have begun, the newest first', () => {
  const { years, halves, quarters } = periodsUpTo('2024-06-30');
  expect(years.map(({ id }) => id)).toEqual(['2024', '2023', '2022', '2021']);
  expect(halves.slice(0, 3)).toEqual([
    { id: '2024-H1', title: '6 tháng đầu năm 2024' },
    { id: '2023-H2', title: '6 tháng cuối năm 2023' },
    { id: '2023-H1', title: '6 tháng đầu năm 2023' },
  ]);
  expect(quarters.slice(0, 3).map(({ title }) => title)).toEqual([
    'Quý II năm 2024',
    'Quý I năm 2024',
    'Quý IV năm 2023',
  ]);
  expect(periodsUpTo('2024-07-01').halves[0]?.id).toBe('2024-H2');
});
