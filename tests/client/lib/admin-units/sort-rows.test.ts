import { expect, test } from 'vitest';
import { rowsOf } from '#client/lib/admin-units/rows.ts';
import { sortRows } from '#client/lib/admin-units/sort-rows.ts';
import { unit, valuesOf } from '../../samples.ts';

const units = [
  unit('1', 'Xã Đa Lộc'),
  unit('2', 'Xã An Dân'),
  unit('3', 'Xã Ấp Bắc'),
  unit('4', 'Phường 10'),
  unit('5', 'Phường 9'),
  unit('6', 'Xã Bình'),
];
const classes = new Map([
  ['1', '19'],
  ['2', '19'],
  ['3', '10-14'],
  ['4', 'notApplicable'],
  ['5', 'notApplicable'],
]);
const rows = rowsOf(units, valuesOf({ 1: 19, 2: 19, 3: 12 }), classes);
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

test('names stand in Vietnamese order, numbers in theirs', () => {
  expect(names(sortRows(rows, { key: 'name', descending: false }))).toEqual([
    'Phường 9',
    'Phường 10',
    'Xã An Dân',
    'Xã Ấp Bắc',
    'Xã Đa Lộc',
  ]);
});

test('what has no value comes last, up or down', () => {
  expect(names(sortRows(rows, { key: 'value', descending: true }))).toEqual([
    'Xã An Dân',
    'Xã Đa Lộc',
    'Xã Ấp Bắc',
    'Phường 9',
    'Phường 10',
  ]);
  expect(names(sortRows(rows, { key: 'value', descending: false }))).toEqual([
    'Xã Ấp Bắc',
    'Xã An Dân',
    'Xã Đa Lộc',
    'Phường 9',
    'Phường 10',
  ]);
});

test('those of one former district stand together, in order of its name and their own', () => {
  const from = (name: string) => ({ formerDistricts: [{ code: name, name, share: 1 }] });
  const communes = [
    unit('1', 'Xã Xuân Lộc', from('Thị xã Sông Cầu')),
    unit('2', 'Xã Đồng Xuân', from('Huyện Đồng Xuân')),
    unit('3', 'Xã Xuân Cảnh', from('Thị xã Sông Cầu')),
    unit('4', 'Xã Mới'),
  ];
  const shown = rowsOf(communes, valuesOf({}), new Map(communes.map(({ code }) => [code, '19'])));
  expect(names(sortRows(shown, { key: 'former', descending: false }))).toEqual([
    'Xã Mới',
    'Xã Đồng Xuân',
    'Xã Xuân Cảnh',
    'Xã Xuân Lộc',
  ]);
});
