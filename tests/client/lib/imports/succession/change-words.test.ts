import { expect, test } from 'vitest';
import type { SuccessionReport } from '#contract/imports.ts';
import { countGroups, groupChanges } from '#client/lib/imports/succession/change-words.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';

const part = { code: '1', name: 'Xã A', share: 1, basis: 'decision' } as const;
const unit = (code: string, changes: SuccessionReport['units'][number]['changes']) => ({
  ...{ code, name: `Xã ${code}`, changes, from: [], deviationM: null },
});
const made: SuccessionReport = {
  day: '2025-07-01',
  units: [
    unit('5', ['unchanged']),
    { ...unit('6', ['merged']), from: [part, { ...part, code: '2', name: 'Xã B', share: 0.205 }] },
    { ...unit('7', ['renamed', 'grown']), from: [{ ...part, share: null, basis: 'geometry' }], deviationM: 12.3 },
  ],
  ended: [
    { code: '1', name: 'Xã A', level: 'commune', into: [{ ...part, code: '6', name: 'Xã 6' }] },
    { code: '558', name: 'Huyện C', level: 'district', into: [] },
  ],
  questions: [],
};

test('units are told by what they are of those of before, what tells most first, then those that cease', () => {
  overwriteGetLocale(() => 'vi');
  const groups = groupChanges(made, 'communes');
  expect(countGroups(groups)).toBe(
    '1 thành lập từ nhiều đơn vị; 1 đổi tên; 1 nhận thêm đất; 1 giữ nguyên; 1 kết thúc; 1 cấp trên kết thúc',
  );
  expect(groups.flatMap(({ units }) => units.map(({ code, told }) => [code, ...told]))).toEqual([
    ['6', 'Từ Xã A (1), toàn bộ; Xã B (2), 20,5 %.'],
    ['7', 'nhận thêm đất.', 'Từ Xã A (1), một phần, theo ranh giới.', 'Ranh giới lệch nhiều nhất 12,3 m.'],
    ['7', 'đổi tên.', 'Từ Xã A (1), một phần, theo ranh giới.', 'Ranh giới lệch nhiều nhất 12,3 m.'],
    ['5'],
    ['1', 'Vào Xã 6 (6), toàn bộ.'],
    ['558'],
  ]);
});
