import ExcelJS from 'exceljs';
import type { TableCell } from './cell.ts';
import { aboutSheet } from './tables.ts';

/** A cell of a workbook holds no more. */
export const mostLetters = 32_767;
const longestName = 31;

/** A sheet as it is to stand: all its rows, which of them is the headings, and how many columns at the end hold sentences. */
export interface PlainSheet {
  readonly name: string;
  readonly rows: readonly (readonly TableCell[])[];
  readonly head: number;
  readonly wide: number;
}

/** Writes cells as they were read, with a sheet that says what they are. A text stays a text: no cell becomes a formula. */
export async function writeSheets(
  file: string,
  sheets: readonly PlainSheet[],
  about: readonly (readonly [heading: string, text: string])[],
): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useStyles: true });
  const taken = new Set([aboutSheet.toLowerCase()]);
  for (const { name, rows, head, wide } of sheets) {
    const sheet = book.addWorksheet(freeName(name, taken), { views: [{ state: 'frozen', ySplit: head + 1 }] });
    const width = Math.max(1, ...rows.map((row) => row.length));
    sheet.columns = Array.from({ length: width }, (_, at) => ({ width: at >= width - wide ? 56 : 18 }));
    rows.forEach((cells, at) => {
      const row = sheet.addRow([]);
      cells.forEach((cell, column) => fill(row.getCell(column + 1), cell, column >= width - wide));
      if (at === head) row.font = { bold: true };
      row.commit();
    });
    sheet.commit();
  }
  const said = book.addWorksheet(aboutSheet);
  said.columns = [{ width: 16 }, { width: 110 }];
  for (const [heading, text] of about) said.addRow([heading, text]);
  said.commit();
  await book.commit();
}

function fill(cell: ExcelJS.Cell, { value, shown, percent }: TableCell, isSentence: boolean): void {
  if (value === null) return;
  if (isSentence) cell.alignment = { wrapText: true, vertical: 'top' };
  if (shown !== undefined) cell.value = shown;
  else if (typeof value === 'object') {
    const day = 'date' in value && /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/.test(value.date) ? value.date : null;
    cell.value = day === null ? ('date' in value ? value.date : value.error) : new Date(`${day}T00:00:00Z`);
    if (day !== null) cell.numFmt = 'yyyy-mm-dd';
  } else {
    cell.value = typeof value === 'string' ? value.slice(0, mostLetters) : value;
    if (percent) cell.numFmt = '0.##%';
  }
}

/** A name that a sheet may bear and none bears yet. */
function freeName(wanted: string, taken: Set<string>): string {
  const plain =
    wanted
      .replace(/[\\/?*[\]:]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
      .slice(0, longestName) || 'Bảng';
  let name = plain;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain.slice(0, longestName - 4)} ${n}`;
  taken.add(name.toLowerCase());
  return name;
}
