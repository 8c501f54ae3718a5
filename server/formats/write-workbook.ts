import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import ExcelJS from 'exceljs';
import { onPaper } from './paper.ts';
import { heightOf } from './row-height.ts';
import { fontWith } from './sheet-font.ts';
import { head, textRow, thin } from './sheet-style.ts';
import { aboutSheet } from './tables.ts';
import type { Cell, FileColumn, Spool, WriteRequest } from './write.ts';

/** Most rows of a sheet, beside its heading. */
export const mostSheetRows = 1_048_575;
const aboutWidths = [28, 100];

/** Makes a workbook of the rows in a folder, row by row; gives its name there. */
export async function writeWorkbook({ folder, name, title, notes, columns, spools }: WriteRequest): Promise<string> {
  const file = `${name}.xlsx`;
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path.join(folder, file), useStyles: true });
  const widths = columns.map((column, at) => widthOf(column, at, spools));
  const sheet = book.addWorksheet(name.slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
    ...onPaper({ widths, head: [1, 1], names: 1 }),
  });
  sheet.columns = columns.map((column, at) => ({
    header: column.name,
    key: column.name,
    width: widths[at] ?? 0,
  }));
  // Text with a format of its own is kept in the cell itself: GDAL, and QGIS by it, takes a row of such for a heading.
  sheet.getRow(1).eachCell((cell) => {
    head(cell, null);
    cell.value = { richText: [{ text: cell.text, font: fontWith({ bold: true }) }] };
  });
  sheet.getRow(1).height = heightOf(
    columns.map(({ name }, at) => ({ text: name, width: widths[at] ?? 0, bold: true })),
  );
  // A streamed sheet cannot ask for printed lines: its cells have them.
  const styles = columns.map(({ type }) => ({ border: thin, ...(type === 'date' ? { numFmt: 'yyyy-mm-dd' } : {}) }));
  for (const { file: rows } of spools) {
    const lines = createInterface({ input: createReadStream(path.join(folder, rows)), crlfDelay: Infinity });
    for await (const line of lines) {
      const row = sheet.addRow((JSON.parse(line) as Cell[]).map((cell, at) => valueOf(cell, columns[at])));
      styles.forEach((style, at) => (row.getCell(at + 1).style = style));
      row.commit();
    }
  }
  sheet.commit();
  const about = book.addWorksheet(aboutSheet, onPaper({ widths: aboutWidths, head: [1, 1] }));
  about.columns = aboutWidths.map((width) => ({ width }));
  textRow(about, ['Nội dung', title], true);
  for (const note of notes) textRow(about, note);
  textRow(about, []);
  textRow(about, ['Cột', 'Ý nghĩa'], true);
  for (const column of columns) textRow(about, [column.name, column.title]);
  about.commit();
  await book.commit();
  return file;
}

/** Of a column: its name and its longest text are seen, of which bytes are known; a letter with its marks takes several. */
function widthOf({ name, type }: FileColumn, at: number, spools: readonly Spool[]): number {
  const bytes = Math.max(0, ...spools.map(({ widths }) => widths[at] ?? 0));
  const longest = type === 'string' ? Math.max(Math.min(bytes, 16), 0.75 * bytes) : 10;
  return Math.min(Math.ceil(Math.max(1.15 * name.length, longest, 8)) + 2, 40);
}

/** A day is a day to a spreadsheet too; everything else is as it is: a text is never a formula. */
function valueOf(cell: Cell, column: FileColumn | undefined): Cell | Date {
  return column?.type === 'date' && typeof cell === 'string' ? new Date(`${cell}T00:00:00Z`) : cell;
}
