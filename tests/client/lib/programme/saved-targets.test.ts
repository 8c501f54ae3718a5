import { expect, test } from 'vitest';
import { programmeFrame as frame } from '#data/programme/2021-2025/programme.ts';
import { savedResources, savedTargets } from '#client/lib/programme/saved-targets.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { targetRow } from './rows.ts';

overwriteGetLocale(() => 'vi');

test('a promise is one row that keeps both printed figures, and says what is counted and who is recognised', () => {
  const target = { criterionNo: null, comparator: '=' } as const;
  const row = targetRow('T004', {
    target: { ...target, value: 67, unit: 'count', sameAs: 'T003' },
    progress: {
      wanted: { value: 67, sense: 'atLeast', unit: 'count', of: 83, reason: { vi: '', en: '' } },
      reached: 54,
      gap: 13,
      recognised: 50,
    },
    row: { alsoPrinted: targetRow('T003', { target: { ...target, value: 80, quote: '80% số xã (67/83 xã)' } }).target },
  });
  const shown = {
    rows: [row],
    sets: [],
    agencies: [],
    at: '2024-10-31',
    demo: true,
    filter: null,
    denominator: '',
    title: 'Mục tiêu',
    source: 'Nguồn',
  };
  const { columns, rows } = savedTargets(shown);
  const cell = (title: string) => rows[0]?.[columns.findIndex((column) => column.title === title)];
  expect(rows).toHaveLength(1);
  expect(cell('Chương trình ghi')).toBe('80%; 67/83');
  expect(cell('Cũng là mục tiêu')).toBe('T003: 80% số xã (67/83 xã)');
  expect(cell('Được tính khi')).toBe('đủ tiêu chí theo đánh giá');
  expect(cell('Được công nhận theo quyết định')).toBe(50);
});

test('money is set against the plan of who reported, and the silent are named', () => {
  const place = {
    ...{ sharePercent: null, sourceLine: 1, restBillionVnd: null, document: null },
    scope: 'province' as const,
  };
  const resources = [
    { ...place, id: 'total', name: { vi: 'Tổng', en: '' }, amountBillionVnd: 10, parent: null, depth: 0, children: [] },
    {
      ...place,
      id: 'credit',
      name: { vi: 'Tín dụng', en: '' },
      amountBillionVnd: 7,
      parent: 'total',
      depth: 1,
      children: [],
    },
  ];
  const total = { id: 'total', amountBillionVnd: 2, reportedPlanBillionVnd: 3, silent: ['credit'] };
  const { columns, rows } = savedResources({ resources, frame }, new Map([['total', total]]), {
    ...{ at: '2024-10-31', demo: true, source: 'Nguồn' },
  });
  const cells = (title: string) => rows.map((row) => row[columns.findIndex((column) => column.title === title)]);
  expect(cells('Dự kiến của các nguồn đã báo cáo (tỷ đồng)')).toEqual([3, null]);
  expect(cells('Nguồn chưa báo cáo')).toEqual(['Tín dụng', 'Tín dụng']);
});
