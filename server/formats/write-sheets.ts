import ExcelJS from 'exceljs';
import { emptyCell, textOfCell, type TableCell } from './cell.ts';
import { onPaper } from './paper.ts';
import { heightOf } from './row-height.ts';
import { head as headed, textRow, thin } from './sheet-style.ts';
import { aboutSheet } from './tables.ts';

/** A cell of a workbook holds no more. */
export const mostLetters = 32_767;
const longestName = 31;
/** Widths of columns: of what was given, of its headings, which wrap, of the sentences behind it, and of the sheet that says what it is. */
const [narrowest, widest, heading, sentence] = [10, 36, 18, 56];
/** Longer ones, shapes above all, are cut by their cell. */
const mostWrapped = 200;
const aboutWidths = [16, 110];

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
    const widths = widthsOf(rows, head, Math.max(1, ...rows.map((row) => row.length)), wide);
    const sheet = book.addWorksheet(freeName(name, taken), {
      views: [{ state: 'frozen', ySplit: head + 1 }],
      ...onPaper({ widths, head: [head + 1, head + 1], names: 1 }),
    });
    sheet.columns = widths.map((width) => ({ width }));
    const isWrapped = (at: number, column: number, text: string) =>
      at >= head && (column >= widths.length - wide || text.length <= mostWrapped);
    rows.forEach((cells, at) => {
      const row = sheet.addRow([]);
      const texts = cells.map((given, column) => {
        const [cell, text, width] = [row.getCell(column + 1), textOfCell(given), widths[column] ?? 0];
        const wrapText = isWrapped(at, column, text);
        fill(cell, given);
        if (at === head) headed(cell, null);
        else if (at > head) {
          cell.border = thin;
          cell.alignment = { wrapText, vertical: 'top' };
        }
        return { text: wrapText && typeof given.value !== 'number' ? text : '', width, bold: at === head };
      });
      row.height = heightOf(texts);
      row.commit();
    });
    sheet.commit();
  }
  const said = book.addWorksheet(aboutSheet, onPaper({ widths: aboutWidths, head: [1, 1] }));
  said.columns = aboutWidths.map((width) => ({ width }));
  textRow(said, ['Nội dung', 'Diễn giải'], true);
  for (const line of about) textRow(said, line);
  said.commit();
  await book.commit();
}

/** As wide as what stands in a column below the titles, within bounds; the last are of sentences. */
function widthsOf(rows: PlainSheet['rows'], head: number, length: number, wide: number): number[] {
  const lengthIn = (row: PlainSheet['rows'][number] | undefined, at: number) =>
    textOfCell(row?.[at] ?? emptyCell).length;
  return Array.from({ length }, (_, at) => {
    if (at >= length - wide) return sentence;
    const named = Math.min(lengthIn(rows[head], at), heading);
    const longest = rows.slice(head + 1).reduce((most, row) => Math.max(most, lengthIn(row, at)), named);
    return Math.min(Math.max(longest + 2, narrowest), widest);
  });
}

function fill(cell: ExcelJS.Cell, { value, shown, percent }: TableCell): void {
  if (value === null) return;
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
      // Print titles name the sheet between such signs, and exceljs does not double them.
      .replaceAll("'", '’')
      .trim()
      .slice(0, longestName) || 'Bảng';
  let name = plain;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain.slice(0, longestName - 4)} ${n}`;
  taken.add(name.toLowerCase());
  return name;
}
