import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import ExcelJS from 'exceljs';
import { aboutSheet } from './tables.ts';
import type { Cell, FileColumn, WriteRequest } from './write.ts';

/** Most rows of a sheet, beside its heading. */
export const mostSheetRows = 1_048_575;

/** Makes a workbook of the rows in a folder, row by row; gives its name there. */
export async function writeWorkbook({ folder, name, title, notes, columns, spools }: WriteRequest): Promise<string> {
  const file = `${name}.xlsx`;
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path.join(folder, file), useStyles: true });
  const sheet = book.addWorksheet(name.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((column) => ({
    header: column.name,
    key: column.name,
    width: Math.min(Math.max(column.name.length, column.type === 'string' ? 18 : 12) + 2, 40),
    ...(column.type === 'date' ? { style: { numFmt: 'yyyy-mm-dd' } } : {}),
  }));
  // Text with a format of its own is kept in the cell itself: GDAL, and QGIS by it, takes a row of such for a heading.
  sheet.getRow(1).eachCell((cell) => {
    cell.value = { richText: [{ text: cell.text, font: { bold: true } }] };
  });
  for (const { file: rows } of spools) {
    const lines = createInterface({ input: createReadStream(path.join(folder, rows)), crlfDelay: Infinity });
    for await (const line of lines) {
      sheet.addRow((JSON.parse(line) as Cell[]).map((cell, at) => valueOf(cell, columns[at]))).commit();
    }
  }
  sheet.commit();
  const about = book.addWorksheet(aboutSheet);
  about.columns = [{ width: 28 }, { width: 100 }];
  about.addRow([title]).font = { bold: true };
  for (const note of notes) about.addRow([...note]);
  about.addRow([]);
  about.addRow(['Cột', 'Ý nghĩa']).font = { bold: true };
  for (const column of columns) about.addRow([column.name, column.title]);
  about.commit();
  await book.commit();
  return file;
}

/** A day is a day to a spreadsheet too; everything else is as it is: a text is never a formula. */
function valueOf(cell: Cell, column: FileColumn | undefined): Cell | Date {
  return column?.type === 'date' && typeof cell === 'string' ? new Date(`${cell}T00:00:00Z`) : cell;
}
