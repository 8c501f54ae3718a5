import { expect, test } from 'vitest';
import type { FormerDistrict } from '#contract/admin-units.ts';
import { districtsOf } from '#client/lib/admin-units/former-districts.ts';
import { groupRows, isGroup, savedFormer } from '#client/lib/admin-units/former-rows.ts';
import { rowsOf } from '#client/lib/admin-units/rows.ts';
import { unit, valuesOf } from '../../samples.ts';

const tuyHoa: FormerDistrict = { code: '555', name: 'Thành phố Tuy Hoà', share: 0.7 };
const phuHoa: FormerDistrict = { code: '563', name: 'Huyện Phú Hoà', share: 0.3 };
const units = [
  unit('1', 'Xã Mới'),
  unit('2', 'Phường Tuy Hòa', { formerDistricts: [tuyHoa, phuHoa] }),
  unit('3', 'Xã Phú Hòa 1', { formerDistricts: [{ ...phuHoa, share: 1 }] }),
];
const rows = rowsOf(units, valuesOf({}), new Map(units.map(({ code }) => [code, '19'])));

test('each former district heads its communes; those of none come last', () => {
  const lines = groupRows(rows, districtsOf(rows)).map((line) => (isGroup(line) ? line.group.name : line.code));
  expect(lines).toEqual(['Huyện Phú Hoà cũ', '3', 'Thành phố Tuy Hoà cũ', '2', '1']);
});

test('a file has the former district in a column of its own, and what else a commune came from beside it', () => {
  const { columns, cells } = savedFormer(rows);
  expect(columns.map(({ title }) => title)).toEqual(['Huyện (thị xã, thành phố) cũ', 'Phần còn lại thuộc']);
  expect(rows.map(cells)).toEqual([
    [null, ''],
    ['Thành phố Tuy Hoà', 'Huyện Phú Hoà cũ (30%)'],
    ['Huyện Phú Hoà', ''],
  ]);
});

test('while there are districts a file has neither', () => {
  const [first] = rows;
  const { columns, cells } = savedFormer(rows.slice(0, 1));
  expect([columns, first === undefined ? null : cells(first)]).toEqual([[], []]);
});
