import { expect, test } from 'vitest';
import { Findings } from '#intake/findings.ts';
import { readGiven } from '#intake/kinds/records/given-assessments.ts';

test('criteria and indicators are known below the names of their groups', () => {
  const rows = [
    ['Bộ tiêu chí', 'xa-ntm'],
    ['Ngày số liệu', '31/10/2024'],
    ['Nguồn số liệu', 'BC 12'],
    ['Mã xã', 'Tên xã', 'Quy hoạch', null],
    [null, null, 'TC1', '1.1'],
    ['22042', 'Xã Hòa Kiến', 'Đạt', 'Có'],
  ];
  const sheet = {
    name: 'Xã',
    hidden: false,
    cells: rows.map((row) => row.map((value) => ({ value }))),
    merges: [{ row: 3, column: 2, rows: 1, columns: 2 }],
    delimiter: null,
  };
  expect(readGiven(sheet, new Findings())?.map(({ code, item }) => [code, item.kind, item.no])).toEqual([
    ['22042', 'criterion', '1'],
    ['22042', 'indicator', '1.1'],
  ]);
});
