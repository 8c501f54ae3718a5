import { beforeEach, expect, test } from 'vitest';
import type { UnitChange } from '#contract/history.ts';
import { changeSummary, metBetween, sortChanges } from '#client/lib/history/changes.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';

beforeEach(() => overwriteGetLocale(() => 'vi'));

const change = (name: string, rest: Partial<UnitChange>): UnitChange => ({
  code: name,
  name,
  parentCode: null,
  parentName: null,
  metBefore: 10,
  metAfter: 10,
  assessedBefore: 19,
  assessedAfter: 19,
  gained: [],
  lost: [],
  recognised: [],
  revoked: [],
  ...rest,
});

test('the greatest step comes first, a step back last, equal ones by name', () => {
  const units = [
    change('Xã Đức', { metAfter: 9 }),
    change('Xã Đông', { metAfter: 12 }),
    change('Xã Ba', { metAfter: 15 }),
    change('Xã An', { metAfter: 12 }),
  ];
  expect(sortChanges(units).map(({ name }) => name)).toEqual(['Xã Ba', 'Xã An', 'Xã Đông', 'Xã Đức']);
});

test('a unit that gained and lost counts for both', () => {
  const act = { level: 'standard' as const, decisionNo: 'QĐ 1', on: '2024-03-01' };
  const units = [change('Xã An', { gained: [1], lost: [2] }), change('Xã Ba', { recognised: [act] })];
  expect(changeSummary({ units, compared: 83, known: true }, 'xã')).toBe(
    '2 trong 83 xã có thay đổi: 1 thêm tiêu chí, 1 mất tiêu chí, 1 được công nhận, 0 bị thu hồi.',
  );
  expect(changeSummary({ units: [], compared: 83, known: true }, 'xã')).toBe(
    'Không có thay đổi nào được ghi nhận giữa hai ngày.',
  );
});

test('where nothing is known nothing is unchanged, and what was not assessed is not nought', () => {
  expect(changeSummary({ units: [], compared: 83, known: false }, 'xã')).toBe(
    'Chưa có số liệu ở ngày nào trong hai ngày để so sánh.',
  );
  expect(metBetween(change('Xã An', { metBefore: 0, assessedBefore: 0, metAfter: 13 }))).toEqual({
    before: 'chưa đánh giá',
    after: '13',
  });
  expect(metBetween(change('Xã An', { metBefore: 0, metAfter: 2 }))).toEqual({ before: '0', after: '2' });
});
