import type ExcelJS from 'exceljs';

const line = { style: 'thin', color: { argb: 'FF9AA5B1' } } as const;
/** Thin lines around a cell. */
export const thin: Partial<ExcelJS.Borders> = { top: line, left: line, bottom: line, right: line };

/** A heading: bold on a light ground, wrapped. */
export function head(cell: ExcelJS.Cell, value: string): void {
  cell.value = value;
  cell.font = { bold: true };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } };
  cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
  cell.border = thin;
}

/** What is needed but not read: small and grey. */
export function soft(cell: ExcelJS.Cell, value: string): void {
  cell.value = value;
  cell.numFmt = '@';
  cell.font = { size: 9, color: { argb: 'FF52606D' } };
  cell.alignment = { horizontal: 'center', wrapText: true };
  cell.border = thin;
}

/** A sheet of plain lines of text, the first of them a heading. */
export function textSheet(book: ExcelJS.Workbook, name: string, lines: readonly (readonly string[])[]): void {
  const sheet = book.addWorksheet(name);
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length))) ?? [];
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = Math.min(Math.max(width, 8) + 2, 70);
  });
  lines.forEach((cells, row) => {
    cells.forEach((value, column) => {
      const cell = sheet.getCell(row + 1, column + 1);
      cell.value = value;
      cell.numFmt = '@';
      cell.alignment = { wrapText: true, vertical: 'top' };
      if (row === 0) cell.font = { bold: true };
    });
  });
}

/** The workbook as a file. */
export async function bytesOf(book: ExcelJS.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await book.xlsx.writeBuffer());
}
