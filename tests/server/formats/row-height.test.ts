import { expect, test } from 'vitest';
import { heightOf, linesOf } from '#formats/row-height.ts';

test('a text takes as many lines as its words need, each on one or broken where it is longer', () => {
  expect(linesOf({ text: '', width: 10 })).toBe(1);
  expect(linesOf({ text: 'Nguồn vốn', width: 14 })).toBe(1);
  expect(linesOf({ text: 'Nguồn vốn', width: 7 })).toBe(2);
  expect(linesOf({ text: 'một\nhai\nba', width: 20 })).toBe(3);
  expect(linesOf({ text: 'a'.repeat(40), width: 10 })).toBe(5);
  expect(linesOf({ text: '% (từ 0 đến 100)', width: 13 })).toBeGreaterThan(1);
});

test('marks on letters take no width, bold and large letters do', () => {
  const text = 'Tỷ lệ hộ có nhà ở kiên cố hoặc bán kiên cố đạt chuẩn';
  const plain = 'Ty le ho co nha o kien co hoac ban kien co dat chuan';
  expect(linesOf({ text, width: 18 })).toBe(linesOf({ text: plain, width: 18 }));
  expect(linesOf({ text, width: 16, bold: true })).toBeGreaterThan(linesOf({ text, width: 18 }));
  expect(linesOf({ text, width: 18, size: 16 })).toBeGreaterThan(linesOf({ text, width: 18 }));
});

test('a row is as high as the highest of its cells, one line at least, and no higher than a spreadsheet takes', () => {
  expect(heightOf([])).toBe(15);
  const lines = (count: number) => ({ text: 'x\n'.repeat(count - 1), width: 10 });
  expect(heightOf([lines(2), lines(4), lines(1)])).toBe(60);
  expect(heightOf([lines(100)])).toBe(409);
});
