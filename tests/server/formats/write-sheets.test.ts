import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { writeSheets, type PlainSheet } from '#formats/write-sheets.ts';
import { expectWellSet } from './well-set.ts';

async function written(sheet: PlainSheet): Promise<ExcelJS.Workbook> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-sheets-'));
  try {
    const file = path.join(folder, 'rows.xlsx');
    await writeSheets(file, [sheet], [['Tệp', 'a.xlsx']]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    return book;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('sentences wrap in rows as high as they need, beside columns as wide as what they hold', async () => {
  const reason = 'Giá trị không có trong danh mục của cột này. '.repeat(5);
  const line = (...values: (string | number)[]) => values.map((value) => ({ value }));
  const book = await written({
    name: "Trường Xã D'Ran",
    rows: [
      line('DANH SÁCH TRƯỜNG HỌC TRÊN ĐỊA BÀN HUYỆN'),
      line('Mã', 'Diện tích đất khuôn viên trường học (m²)', 'wkt', 'Lý do'),
      line('TH1', 4567.5, `LINESTRING(${'109.3 13.1, '.repeat(500)})`, reason),
    ],
    head: 1,
    wide: 1,
  });
  expectWellSet(book);
  const sheet = book.worksheets[0] ?? expect.fail();
  // An apostrophe would end the name where print titles name the sheet.
  expect([sheet.name, sheet.pageSetup.printTitlesRow]).toEqual(['Trường Xã D’Ran', '2:2']);
  expect([1, 2, 3, 4].map((column) => sheet.getColumn(column).width)).toEqual([10, 20, 36, 56]);
  expect(sheet.getRow(3).height).toBeLessThan(120);
});
