import ExcelJS from 'exceljs';
import type { SheetLimits } from './limits.ts';
import { broken, overSheet, type TableCell, type TableSheet, type TablesRequest } from './tables.ts';
import { unpack } from './unpack.ts';
import { Unreadable } from './unreadable.ts';

/**
 * Parts of a sheet that are not figures. exceljs 4.4.0 expands validations and merges cell by cell, so that a rule over
 * a whole column keeps it busy for hours (exceljs issues 1842, 2296): they are left out.
 */
const ignoredNodes = [
  'dataValidations',
  'mergeCells',
  'conditionalFormatting',
  'autoFilter',
  'hyperlinks',
  'drawing',
  'picture',
  'tableParts',
  'extLst',
  'rowBreaks',
  'colBreaks',
  'headerFooter',
];

/** Sheets of a workbook, hidden ones too. What its directory and markup promise is held against limits first. */
export async function readXlsx(bytes: Buffer, { limits, sheetLimits }: TablesRequest): Promise<TableSheet[]> {
  const parts = await unpack(bytes, limits);
  refuseStrict(parts);
  countMarkup(parts, sheetLimits);
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(new Uint8Array(bytes).buffer, { ignoreNodes: ignoredNodes });
  } catch (error) {
    throw broken((error as Error).message);
  }
  if (book.worksheets.length === 0) throw broken('no sheet');
  return book.worksheets.map((sheet) => {
    if (sheet.rowCount > sheetLimits.rows) throw overSheet('rows', sheet.rowCount, sheetLimits.rows, sheet.name);
    if (sheet.columnCount > sheetLimits.columns)
      throw overSheet('columns', sheet.columnCount, sheetLimits.columns, sheet.name);
    const cells: TableCell[][] = [];
    sheet.eachRow((row, number) => {
      const inRow: TableCell[] = [];
      row.eachCell((cell, column) => {
        inRow[column - 1] = cellOf(cell);
      });
      cells[number - 1] = Array.from(inRow, (cell) => cell ?? { value: null });
    });
    return { name: sheet.name, cells: Array.from(cells, (row) => row ?? []) };
  });
}

/** A strict workbook writes dates as text, which exceljs takes for numbers (exceljs issue 2695). */
function refuseStrict(parts: ReadonlyMap<string, Uint8Array>): void {
  const book = parts.get('xl/workbook.xml');
  if (book === undefined) throw broken('xl/workbook.xml is missing');
  if (!Buffer.from(book).includes('purl.oclc.org/ooxml')) return;
  throw new Unreadable(
    'unsupported',
    'workbookStrict',
    { vi: 'Bảng tính ở dạng "Strict Open XML".', en: 'The workbook is of the kind "Strict Open XML".' },
    { vi: 'Lưu lại dạng "Excel Workbook (.xlsx)".', en: 'Save it as "Excel Workbook (.xlsx)".' },
  );
}

/** Counts rows and cells in the markup, before anything is built of them. */
function countMarkup(parts: ReadonlyMap<string, Uint8Array>, limits: SheetLimits): void {
  const sheets = [...parts].filter(([name]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  if (sheets.length > limits.sheets) throw overSheet('sheets', sheets.length, limits.sheets, 'workbook');
  let cells = 0;
  for (const [name, bytes] of sheets) {
    const markup = Buffer.from(bytes);
    cells += occurrences(markup, '<c ') + occurrences(markup, '<c>');
    if (cells > limits.cells) throw overSheet('cells', cells, limits.cells, name);
    const rows = occurrences(markup, '<row');
    if (rows > limits.rows) throw overSheet('rows', rows, limits.rows, name);
    // A lone cell at the far end makes every row before it.
    for (const [, number = ''] of markup.toString('latin1').matchAll(/<row [^>]*?\br="(\d+)"/g)) {
      if (Number(number) > limits.rows) throw overSheet('rows', Number(number), limits.rows, name);
    }
  }
}

function occurrences(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + text.length)) count += 1;
  return count;
}

function cellOf(cell: ExcelJS.Cell): TableCell {
  return plain(cell.value, /%/.test(cell.numFmt ?? ''));
}

function plain(value: ExcelJS.CellValue, percent: boolean): TableCell {
  if (value === null || value === undefined) return { value: null };
  if (typeof value === 'number') return { value, ...(percent ? { percent: true } : {}) };
  if (typeof value === 'boolean') return { value };
  if (typeof value === 'string') return text(value);
  if (value instanceof Date) return dateOf(value);
  if ('error' in value) return { value: { error: value.error } };
  if ('richText' in value) return text(value.richText.map((part) => part.text).join(''));
  if ('hyperlink' in value) return text(typeof value.text === 'string' ? value.text : '');
  // A formula: what the program that saved the file made of it.
  const { result } = value;
  return result === undefined ? { value: { error: 'formula' } } : plain(result, percent);
}

function text(value: string): TableCell {
  const trimmed = value.normalize('NFC').trim();
  return { value: trimmed === '' ? null : trimmed };
}

function dateOf(value: Date): TableCell {
  return Number.isNaN(value.getTime())
    ? { value: { error: 'date' } }
    : { value: { date: value.toISOString().slice(0, 10) } };
}
