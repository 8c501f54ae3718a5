import type ExcelJS from 'exceljs';
import { onPaper } from './paper.ts';
import { heightOf } from './row-height.ts';
import { fontWith, softSize, textFont } from './sheet-font.ts';

const line = { style: 'thin', color: { argb: 'FF9AA5B1' } } as const;
/** Thin lines around a cell. */
export const thin: Partial<ExcelJS.Borders> = { top: line, left: line, bottom: line, right: line };

/** The light ground of headings. */
const ground: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } };

/** A heading: bold on a light ground, wrapped. */
export function head(cell: ExcelJS.Cell, value: string | null): void {
  if (value !== null) cell.value = value;
  cell.font = fontWith({ bold: true });
  cell.fill = ground;
  cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
  cell.border = thin;
}

/** What is needed but not read: small and grey. */
export function soft(cell: ExcelJS.Cell, value: string): void {
  cell.value = value;
  cell.numFmt = '@';
  cell.font = fontWith({ size: softSize, color: { argb: 'FF52606D' } });
  cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  cell.border = thin;
}

/** Adds a row of wrapped text, as high as it needs; the widths of the columns are there. */
export function textRow(sheet: ExcelJS.Worksheet, cells: readonly string[], heading = false): ExcelJS.Row {
  const row = sheet.addRow(cells);
  cells.forEach((_, column) => {
    const cell = row.getCell(column + 1);
    cell.numFmt = '@';
    cell.font = heading ? fontWith({ bold: true }) : textFont;
    cell.alignment = { wrapText: true, vertical: 'top' };
    if (heading) cell.fill = ground;
    cell.border = thin;
  });
  row.height = heightOf(
    cells.map((text, column) => ({ text, width: sheet.getColumn(column + 1).width ?? 0, bold: heading })),
  );
  return row;
}

/** A sheet of plain lines of text, the first of them a heading. */
export function textSheet(book: ExcelJS.Workbook, name: string, lines: readonly (readonly string[])[]): void {
  const widths = (lines[0] ?? []).map((_, column) => {
    const longest = Math.max(...lines.map((cells) => (cells[column] ?? '').length));
    return Math.min(Math.max(longest, 8) + 2, 70);
  });
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    ...onPaper({ widths, head: [1, 1] }),
  });
  sheet.columns = widths.map((width) => ({ width }));
  lines.forEach((cells, row) => textRow(sheet, cells, row === 0));
}

/** The workbook as a file. */
export async function bytesOf(book: ExcelJS.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await book.xlsx.writeBuffer());
}
