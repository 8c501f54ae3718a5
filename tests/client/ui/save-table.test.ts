import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { aboutTable } from '#client/text/about-table.ts';
import { csvOf, xlsxOf, type SavedTable } from '#client/ui/save-table.ts';

const table: SavedTable = {
  name: 'criteria_commune_2024-10-31',
  title: 'Số tiêu chí đạt: 2 đơn vị',
  columns: [{ title: 'Mã' }, { title: 'Đơn vị' }, { title: 'Số tiêu chí đạt', decimals: 1 }],
  rows: [
    ['00123', '=HYPERLINK("x")', 1234.5],
    ['00124', 'Xã B', null],
  ],
  about: aboutTable({
    measure: 'Số tiêu chí đạt',
    at: '2024-10-31',
    filter: 'Huyện Tuy An',
    source: 'QĐ 318/QĐ-TTg',
    demo: true,
  }),
};

test('the CSV has the rows as shown, and on each the date and what the figures are', () => {
  expect(csvOf(table).split('\r\n')).toEqual([
    '\uFEFFMã,Đơn vị,Số tiêu chí đạt,Ngày,"Nguồn, ghi chú"',
    '00123,"\'=HYPERLINK(""x"")",1234.5,2024-10-31,Dữ liệu minh hoạ - không phải số liệu chính thức',
    '00124,Xã B,,2024-10-31,Dữ liệu minh hoạ - không phải số liệu chính thức',
    '',
  ]);
});

test('the workbook has numbers as numbers, codes and formulas as texts, and a sheet that says what they are', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await (await xlsxOf(table)).arrayBuffer());
  const [figures, about] = book.worksheets;
  expect(book.worksheets.map(({ name }) => name)).toEqual(['Số liệu', 'Thông tin']);
  expect(figures?.getRow(1).values).toEqual([undefined, 'Mã', 'Đơn vị', 'Số tiêu chí đạt']);
  expect(figures?.getRow(2).values).toEqual([undefined, '00123', '=HYPERLINK("x")', 1234.5]);
  expect(figures?.getCell('C2').type).toBe(ExcelJS.ValueType.Number);
  expect(figures?.getCell('B2').type).toBe(ExcelJS.ValueType.String);
  expect(figures?.getCell('C3').value).toBeNull();
  const facts: Record<string, unknown> = {};
  about?.eachRow((row) => (facts[row.getCell(1).text] = row.getCell(2).text));
  expect(facts).toMatchObject({
    'Chỉ số': 'Số tiêu chí đạt',
    'Số liệu tại ngày': '31/10/2024',
    'Phạm vi, bộ lọc': 'Huyện Tuy An',
    Nguồn: 'QĐ 318/QĐ-TTg',
    'Nguồn, ghi chú': 'Dữ liệu minh hoạ - không phải số liệu chính thức',
  });
});
