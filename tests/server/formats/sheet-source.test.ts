import { expect, test } from 'vitest';
import { collect } from '#formats/chunks.ts';
import { openSheet } from '#formats/sheet-source.ts';

const tables = { format: 'xlsx', encoding: { used: 'utf-8', how: 'format' }, notes: [] } as const;
const sheetOf = (name: string, ...rows: readonly string[][]) => ({
  ...{ name, hidden: false, merges: [], delimiter: null },
  cells: rows.map((row) => row.map((value) => ({ value }))),
});

test.each([['Hướng dẫn'], ['Danh mục']])(
  'a template with nothing filled in is read beside its sheet %s',
  async (beside) => {
    const sheets = [sheetOf('Nhập liệu', ['Mã (*)', 'Tên']), sheetOf(beside, ['Cột', 'Ghi gì'], ['Mã (*)', 'Chữ.'])];
    const source = openSheet({ ...tables, sheets }, null, new Set(['ma', 'ten']));
    expect([source.layer, await collect(source.features)]).toEqual(['Nhập liệu', []]);
  },
);

test('a sheet that is filled in goes before one with headings alone', () => {
  const sheets = [sheetOf('Mẫu', ['Mã', 'Tên']), sheetOf('Trường', ['Mã', 'Tên'], ['K1', 'A'])];
  expect(openSheet({ ...tables, sheets }, null, new Set(['ma', 'ten'])).layer).toBe('Trường');
});

test('of a workbook without a row of data nobody is asked for a sheet', async () => {
  const cells = [[{ value: 'Mã' }]];
  const source = openSheet(
    { ...tables, sheets: [{ name: 'Trường', hidden: false, cells, merges: [], delimiter: null }] },
    null,
    new Set(),
  );
  expect(await collect(source.features)).toEqual([]);
});
