import * as XLSX from '@e965/xlsx';
import { textValue, type TableCell } from './cell.ts';
import type { Limits, SheetLimits } from './limits.ts';
import { broken, overSheet, type Merge, type TableSheet } from './tables.ts';
import { workbookKind } from './workbook-kind.ts';
import { unpack } from './unpack.ts';
import type { WebPage } from './web-page.ts';
import { Unreadable } from './unreadable.ts';

/**
 * Sheets of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods), hidden ones too. What a zip's directory and markup promise is held
 * against limits before anything is built of it. Throws Unreadable.
 */
export async function readWorkbook(
  bytes: Buffer | WebPage,
  { limits, sheetLimits }: { readonly limits: Limits; readonly sheetLimits: SheetLimits },
): Promise<TableSheet[]> {
  if (Buffer.isBuffer(bytes) && workbookKind(bytes) === 'zip') countMarkup(await unpack(bytes, limits), sheetLimits);
  const book = parse(bytes);
  if (book.SheetNames.length > sheetLimits.sheets)
    throw overSheet('sheets', book.SheetNames.length, sheetLimits.sheets, 'workbook');
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  let cells = 0;
  const sheets = book.SheetNames.map((name, index): TableSheet => {
    const sheet = book.Sheets[name] as XLSX.DenseWorkSheet | undefined;
    const rows = rowsOf(sheet?.['!data'] ?? [], date1904);
    cells += rows.reduce((sum, row) => sum + row.length, 0);
    if (rows.length > sheetLimits.rows) throw overSheet('rows', rows.length, sheetLimits.rows, name);
    const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
    if (columns > sheetLimits.columns) throw overSheet('columns', columns, sheetLimits.columns, name);
    if (cells > sheetLimits.cells) throw overSheet('cells', cells, sheetLimits.cells, name);
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0;
    const merges = (sheet?.['!merges'] ?? []).map(mergeOf);
    const unseen = { rows: hiddenIn(sheet?.['!rows']), columns: hiddenIn(sheet?.['!cols']) };
    return { name, hidden, cells: rows, merges, unseen, delimiter: null };
  });
  if (sheets.length === 0) throw broken('no sheet');
  return sheets;
}

function parse(given: Buffer | WebPage): XLSX.WorkBook {
  // Which rows and columns are hidden is told with the styles alone.
  const options = {
    dense: true,
    cellNF: true,
    cellFormula: true,
    cellHTML: false,
    sheetStubs: true,
    cellStyles: true,
  } as const;
  try {
    // Of a page all is text: its numbers and days would be read as in America, 1.250,5 as 1.2505.
    if (!Buffer.isBuffer(given)) return XLSX.read(given.text, { ...options, type: 'string', raw: true });
    return XLSX.read(given, options);
  } catch (error) {
    const { message } = error as Error;
    if (/password|encrypt/i.test(message)) throw encrypted();
    throw broken(message);
  }
}

function encrypted(): Unreadable {
  return new Unreadable(
    'unsupported',
    'workbookEncrypted',
    { vi: 'Bảng tính có mật khẩu.', en: 'The workbook has a password.' },
    { vi: 'Bỏ mật khẩu rồi lưu lại.', en: 'Take the password off and save it again.' },
  );
}

/** Counts rows and cells in the markup, whatever prefix its names have, before anything is built of them. */
function countMarkup(parts: ReadonlyMap<string, Uint8Array>, limits: SheetLimits): void {
  let cells = 0;
  for (const [name, bytes] of parts) {
    if (!name.endsWith('.xml')) continue;
    const markup = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    cells += ['<c ', '<c>', ':c ', ':c>'].reduce((sum, mark) => sum + occurrences(markup, mark), 0);
    if (cells > limits.cells) throw overSheet('cells', cells, limits.cells, name);
    const rows = ['<row ', '<row>', ':row ', ':row>'].reduce((sum, mark) => sum + occurrences(markup, mark), 0);
    if (rows > limits.rows) throw overSheet('rows', rows, limits.rows, name);
    // A lone cell at the far end makes every row before it.
    for (const [, number = ''] of markup.toString('latin1').matchAll(/<(?:\w{1,20}:)?row [^>]*?\br=["'](\d+)["']/g)) {
      if (Number(number) > limits.rows) throw overSheet('rows', Number(number), limits.rows, name);
    }
  }
}

function occurrences(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + text.length)) count += 1;
  return count;
}

function hiddenIn(given: readonly ({ readonly hidden?: boolean } | undefined)[] | undefined): ReadonlySet<number> {
  const hidden = new Set<number>();
  given?.forEach((one, index) => {
    if (one?.hidden === true) hidden.add(index);
  });
  return hidden;
}

function mergeOf({ s, e }: XLSX.Range): Merge {
  return { row: s.r, column: s.c, rows: e.r - s.r + 1, columns: e.c - s.c + 1 };
}

/** Rows to the last one that holds something, each to its last cell that does. */
function rowsOf(
  data: readonly (readonly (XLSX.CellObject | undefined)[] | undefined)[],
  date1904: boolean,
): TableCell[][] {
  const rows = Array.from(data, (row) => {
    const cells = Array.from(row ?? [], (cell): TableCell =>
      cell === undefined ? { value: null } : cellOf(cell, date1904),
    );
    while (cells.length > 0 && cells.at(-1)?.value === null) cells.pop();
    return cells;
  });
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
  return rows;
}

function cellOf(cell: XLSX.CellObject, date1904: boolean): TableCell {
  const { t: type, v: value, w: shown = '', f: formula } = cell;
  const format = typeof cell.z === 'string' ? cell.z : 'General';
  // A formula: what the program that saved the file made of it; a text without letters is an empty cell.
  if (value === undefined || type === 'z') return { value: formula === undefined ? null : { error: 'formula' } };
  if (type === 'e') return { value: { error: shown === '' ? '#N/A' : shown } };
  if (value instanceof Date) return { value: { date: value.toISOString().slice(0, 10) } };
  if (typeof value === 'boolean') return { value };
  if (typeof value === 'string') return { value: textValue(value) };
  if (XLSX.SSF.is_date(format)) return dateOf(value, format, shown, date1904);
  if (/%/.test(format) || /\d\s?%$/.test(shown)) return { value, percent: true };
  return isDressed(value, shown) ? { value, shown: shown.trim() } : { value };
}

/** A number that a format shows as a day; one that shows hours alone is what it shows. */
function dateOf(value: number, format: string, shown: string, date1904: boolean): TableCell {
  if (!/[yd]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''))) return { value: shown };
  const found = XLSX.SSF.parse_date_code(value, { date1904 }) as { y: number; m: number; d: number } | null;
  if (found === null || found.y < 1900) return { value: { error: 'date' } };
  const two = (part: number) => String(part).padStart(2, '0');
  return { value: { date: `${found.y}-${two(found.m)}-${two(found.d)}` } };
}

/**
 * Whether a format dresses a number in what belongs to a code: zeros in front, letters, signs between its digits, decimals that end
 * in zeros. One that rounds, groups or shows a power of ten only shows the number otherwise.
 */
function isDressed(value: number, shown: string): boolean {
  const text = shown.trim();
  if (text === '' || /^#+$/.test(text) || /e[+-]\d+$/i.test(text)) return false;
  if (!/^-?[\d.,\s]+$/u.test(text)) return true;
  if (/^-?0\d/.test(text)) return true;
  const plain = text.replace(/[,\s]/gu, '');
  return !Number.isInteger(value) && Number(plain) === value && plain !== String(value);
}
