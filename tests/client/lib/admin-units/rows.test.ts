import { expect, test } from 'vitest';
import { rankOf, rowsOf } from '#client/lib/admin-units/rows.ts';
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

test('there is a row for each unit that the answer speaks of', () => {
  expect(rows.map(({ code }) => code)).toEqual(['1', '2', '3', '4', '5']);
});

test('equal values share a place', () => {
  expect(rankOf(rows, '1')).toEqual({ place: 1, of: 3 });
  expect(rankOf(rows, '2')).toEqual({ place: 1, of: 3 });
  expect(rankOf(rows, '3')).toEqual({ place: 3, of: 3 });
  expect(rankOf(rows, '4')).toBeNull();
});
