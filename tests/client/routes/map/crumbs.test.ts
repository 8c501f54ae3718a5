import { expect, test } from 'vitest';
import { home } from '#client/routes/address.ts';
import { crumbsOf } from '#client/routes/map/crumbs.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { unit } from '../../samples.ts';

overwriteGetLocale(() => 'vi');
const phuYen = unit('54', 'Tỉnh Phú Yên', { level: 'province', kind: 'province', parentCode: null, parentName: null });
const labels = (code: string | null, provinces = [phuYen]) =>
  crumbsOf({ ...home, unit: code === null ? null : { level: 'province', code } }, null, provinces).map(
    ({ label, change }) => [label, change === null],
  );

test('a portal of one province begins with it, and on its page names it once', () => {
  expect(labels(null)).toEqual([['Tỉnh Phú Yên', true]]);
  expect(labels('54')).toEqual([['Tỉnh Phú Yên', true]]);
});

test('one of several begins with the country', () => {
  expect(labels('54', [phuYen, { ...phuYen, code: '66' }])).toEqual([
    ['Cả nước', false],
    ['54', true],
  ]);
});
