import { describe, expect, test } from 'vitest';
import type { TableCell } from '#formats/cell.ts';
import { findHead, numbersColumns } from '#formats/head.ts';
import { fillMerged } from '#formats/merged-cells.ts';

const known = new Set(['ma', 'matruong', 'ten', 'tentruong', 'caphoc', 'sohocsinh', 'kinhdo', 'vido', 'dientichdat']);
type Value = string | number | null;
const cellsOf = (rows: readonly (readonly Value[])[]): TableCell[][] =>
  rows.map((row) => row.map((value) => ({ value })));
const merge = (row: number, column: number, rows: number, columns: number) => ({ row, column, rows, columns });

describe('the row of headings', () => {
  test('is the one with most known names, below titles and with a year or nothing among them', () => {
    const rows = cellsOf([
      ['DANH SÁCH TRƯỜNG NĂM 2024', null, null, null, null],
      ['Mã trường', 'Tên trường', 'Cấp học', 2024, null],
      ['T1', 'Trường A', 'Tiểu học', '350 em', 'cô Lan'],
    ]);
    expect(findHead(rows, known)).toMatchObject({ first: 1, rows: 1, known: 3 });
    expect(findHead(rows, known).names).toEqual(['Mã trường', 'Tên trường', 'Cấp học', '2024', '(5)']);
  });

  test('may be two: groups above, merged or beside empty cells, and the names of their columns', () => {
    const rows = cellsOf([
      ['DANH SÁCH'],
      ['Mã trường', 'Quy mô', null, 'Tọa độ'],
      [null, 'Số học sinh', 'Diện tích đất', 'Kinh độ', 'Vĩ độ'],
      ['T1', 350, 1250.5, 109.3, 13.08],
    ]);
    const names = ['Mã trường', 'Số học sinh', 'Diện tích đất', 'Kinh độ', 'Vĩ độ'];
    expect(findHead(rows, known, [merge(0, 0, 1, 5), merge(1, 1, 1, 2), merge(1, 3, 1, 2)])).toMatchObject({
      first: 1,
      rows: 2,
      names,
    });
    expect(findHead(rows, known).names).toEqual(names);
  });

  test('may be three: names that are merged over all of them beside groups of groups', () => {
    const rows = cellsOf([
      ['Mã trường', 'Vị trí', null, 'Cấp học'],
      [null, 'Tọa độ WGS 84', null, null],
      [null, 'Kinh độ', 'Vĩ độ', null],
      ['T1', 109.3, 13.08, 'Tiểu học'],
    ]);
    const names = ['Mã trường', 'Kinh độ', 'Vĩ độ', 'Cấp học'];
    const merges = [merge(0, 0, 3, 1), merge(0, 1, 1, 2), merge(1, 1, 1, 2), merge(0, 3, 3, 1)];
    expect(findHead(rows, known, merges)).toMatchObject({ first: 0, rows: 3, names });
    expect(findHead(rows, known)).toMatchObject({ rows: 3, names });
  });

  test('is not the row of groups, of which the first column would be taken for all: the whole of a group is the group', () => {
    const rows = cellsOf([
      ['Mã trường', 'Số học sinh', null, 'Tên trường', 'Tọa độ', null],
      [null, 'Nữ', 'Tổng số', null, 'Kinh độ', 'Vĩ độ'],
      ['T1', 40, 100, 'Trường A', 109.3, 13.08],
    ]);
    const names = ['Mã trường', 'Số học sinh – Nữ', 'Số học sinh (Tổng số)', 'Tên trường', 'Kinh độ', 'Vĩ độ'];
    expect(findHead(rows, known)).toMatchObject({ rows: 2, names });
    const merges = [merge(0, 1, 1, 2), merge(0, 4, 1, 2), merge(0, 0, 2, 1), merge(0, 3, 2, 1)];
    expect(findHead(rows, known, merges)).toMatchObject({ rows: 2, names });
  });

  test('a row of data under an empty heading names nothing', () => {
    const rows = cellsOf([
      ['Mã trường', 'Tên trường', null],
      ['T1', 'Trường A', 'cô Lan'],
    ]);
    expect(findHead(rows, known)).toMatchObject({ rows: 1 });
  });

  test('has the units that stand in a row of their own below', () => {
    const rows = cellsOf([
      ['Mã trường', 'Tên trường', 'Diện tích đất', 'Số học sinh (em)'],
      [null, null, '(ha)', 'em'],
      ['T1', 'ha', 3, 350],
    ]);
    expect(findHead(rows, known)).toMatchObject({
      rows: 2,
      names: ['Mã trường', 'Tên trường', 'Diện tích đất (ha)', 'Số học sinh (em)'],
    });
    expect(findHead([rows[0] ?? [], rows[2] ?? []], known).rows).toBe(1);
  });

  test('a name that stands in two groups is known in neither: nobody guesses which year is meant', () => {
    const rows = cellsOf([
      ['Mã trường', 'Năm 2023', null, 'Năm 2024', null],
      [null, 'Số học sinh', 'Diện tích đất', 'Số học sinh', 'Diện tích đất'],
    ]);
    expect(findHead(rows, known).names).toEqual([
      'Mã trường',
      'Năm 2023 – Số học sinh',
      'Năm 2023 – Diện tích đất',
      'Năm 2024 – Số học sinh',
      'Năm 2024 – Diện tích đất',
    ]);
  });

  test('is the one with most words where no name is known', () => {
    expect(
      findHead(
        cellsOf([
          ['x', 1, 2],
          ['foo', 'bar', 'baz'],
          ['a', 1, 2],
        ]),
        known,
      ),
    ).toMatchObject({ first: 1, known: 0 });
  });

  test('a name that stands twice gets its number', () => {
    expect(findHead(cellsOf([['Mã', 'Tên', 'Tên']]), known).names).toEqual(['Mã', 'Tên', 'Tên (3)']);
  });
});

test.each([
  [['(1)', '(2)', '(3)'], true],
  [[1, 2, 3, 4], true],
  [['0', '1', '2'], true],
  [[1, 2], false],
  [['(1)', '(3)', '(2)'], false],
  [['T1', '2', '3'], false],
  [[2, 3, 4], false],
  [['A', 'B', 1, 2, 'C'], true],
  [['(A)', '(B)', '(1)', '(2)', '(3)=(2)/(1)'], true],
  [['1', '2', '3', '4=2+3', '5 = 4/3*100%'], true],
  [['B', 'C', 1], false],
  [['A', 'A', 1], false],
  [['A', 109.3, 13.1], false],
  [['A', '', 1], false],
] as const)('%j numbers columns: %s', (row, wanted) => {
  expect(numbersColumns(cellsOf([row])[0])).toBe(wanted);
});

test('what is merged over several rows holds for each of them that holds anything, and is counted', () => {
  const cells = cellsOf([['Mã', 'Đơn vị'], ['T1', 'UBND xã Hòa Xuân'], ['T2'], [null], ['T3', null], ['T4', 'khác']]);
  const { rows, filled } = fillMerged({ cells, merges: [merge(1, 1, 1_048_570, 1)] }, 1);
  expect(rows.map((row) => row[1]?.value ?? null)).toEqual([
    ...['Đơn vị', 'UBND xã Hòa Xuân', 'UBND xã Hòa Xuân', null, 'UBND xã Hòa Xuân', 'UBND xã Hòa Xuân'],
  ]);
  expect(filled).toBe(3);
  expect(fillMerged({ cells, merges: [merge(1, 0, 1, 2)] }, 1).filled).toBe(0);
});
