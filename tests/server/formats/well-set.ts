import type ExcelJS from 'exceljs';
import { expect } from 'vitest';
import { heightOf } from '#formats/row-height.ts';
import { textFont } from '#formats/sheet-font.ts';

/** Of a row that says nothing of its height. */
const oneLine = 15;

/** Says where a workbook would not print as an office expects: another paper, a font that is not named, text over the next row. */
export function expectWellSet(book: ExcelJS.Workbook): void {
  const low: string[] = [];
  for (const sheet of book.worksheets) {
    const { pageSetup, headerFooter, name } = sheet;
    expect([name, pageSetup], name).toMatchObject([
      name,
      { paperSize: 9, fitToPage: true, fitToHeight: 0, margins: { left: 0.5, right: 0.5 } },
    ]);
    expect(pageSetup.fitToWidth, name).toBeGreaterThan(0);
    expect(pageSetup.printTitlesRow, name).toMatch(/^\d+:\d+$/);
    expect(headerFooter.oddFooter, name).toMatch(/&P\/&N$/);
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        const { name: font, size = 0 } = fontOf(cell);
        expect([cell.address, font], name).toEqual([cell.address, textFont.name]);
        expect(size, `${name} ${cell.address}`).toBeGreaterThan(8);
      });
      const height = (row.height as number | undefined) ?? oneLine;
      if (height < needed(sheet, row)) low.push(`${name} ${row.number}: ${height}`);
    });
  }
  expect(low).toEqual([]);
}

/** A cell without a style has the font of the workbook. */
function fontOf(cell: ExcelJS.Cell): Partial<ExcelJS.Font> {
  return (cell.font as Partial<ExcelJS.Font> | undefined) ?? textFont;
}

function needed(sheet: ExcelJS.Worksheet, row: ExcelJS.Row): number {
  const texts = new Map<string, { text: string; width: number; bold: boolean; size: number }>();
  row.eachCell((cell) => {
    if (typeof cell.value === 'number' || !(cell.alignment as ExcelJS.Alignment | undefined)?.wrapText) return;
    // Of cells that were made one, each says what the first of them says.
    const { address } = cell.master;
    const { bold = false, size = 0 } = fontOf(cell);
    const width = (texts.get(address)?.width ?? 0) + (sheet.getColumn(cell.col).width ?? 0);
    texts.set(address, { text: cell.text, width, bold, size });
  });
  return heightOf([...texts.values()]);
}
