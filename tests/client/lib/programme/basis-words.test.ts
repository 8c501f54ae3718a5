import { expect, test } from 'vitest';
import { targetsBasis } from '#client/lib/programme/basis-words.ts';
import { targetRow } from './rows.ts';

const said = 'Theo các đơn vị hành chính của ngày đó.';
const frame = (communes: number) => ({
  denominators: { communes, standardCommunes: 3, districts: { all: 9, rural: 6 } },
});
const wanted = { value: 3, sense: 'atLeast', unit: 'count', of: 4, reason: { vi: '3', en: '3' } } as const;

test('the number of communes that are counted is told where the programme prints another', () => {
  const rows = [targetRow('T004', { progress: { wanted, counting: ['1'], notCounting: ['2'], undecided: ['3'] } })];
  expect(targetsBasis(rows, frame(4), '2025-06-30')).toBe(
    'Theo các đơn vị hành chính của ngày 30/06/2025: 3 xã; văn bản của Chương trình tính trên 4 xã.',
  );
});

test('where it prints the same, or nothing is counted of all communes, there is nothing to tell', () => {
  expect(targetsBasis([targetRow('T004', { progress: { wanted } })], frame(4), '2024-10-31')).toBe(said);
  expect(targetsBasis([targetRow('T006', { progress: { wanted, counting: [] } })], frame(83), '2024-10-31')).toBe(said);
  expect(targetsBasis([], { denominators: null }, '2026-06-30')).toBe(said);
  const none = targetRow('T004', { progress: { wanted, counting: [], notCounting: [], undecided: [] } });
  expect(targetsBasis([none], frame(4), '2019-06-30')).toBe(said);
});
