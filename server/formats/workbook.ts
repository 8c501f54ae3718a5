import * as XLSX from '@e965/xlsx';
import { textValue, type TableCell } from './cell.ts';
import type { Limits, SheetLimits } from './limits.ts';
import { numberShown } from './number-shown.ts';
import { readOds } from './ods.ts';
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
  if (Buffer.isBuffer(bytes) && workbookKind(bytes) === 'zip') {
    const parts = await unpack(bytes, limits);
    if (isEncrypted(parts)) throw encrypted();
    const content = parts.get('content.xml');
    // By a reader of our own: the library reads what cells show alone, which programs need not write.
    if (content !== undefined && !parts.has('[Content_Types].xml')) return odsSheets(content, sheetLimits);
    countMarkup(parts, sheetLimits);
  }
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

function odsSheets(content: Uint8Array, limits: SheetLimits): TableSheet[] {
  const sheets = readOds(content, limits);
  if (sheets.length === 0) throw broken('no sheet');
  return sheets;
}

/** Whether an OpenDocument has a password: its parts are there, and nobody can read them. */
function isEncrypted(parts: ReadonlyMap<string, Uint8Array>): boolean {
  const manifest = parts.get('META-INF/manifest.xml');
  return manifest !== undefined && Buffer.from(manifest).includes('encryption-data');
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
  const { t: type, v: value, f: formula } = cell;
  const format = typeof cell.z === 'string' ? withoutLanguage(cell.z) : 'General';
  const shown = format === cell.z || typeof value !== 'number' ? (cell.w ?? '') : shownBy(format, value, date1904);
  // A formula: what the program that saved the file made of it; a text without letters is an empty cell.
  if (value === undefined || type === 'z') return { value: formula === undefined ? null : { error: 'formula' } };
  if (type === 'e') return { value: { error: shown === '' ? '#N/A' : shown } };
  if (value instanceof Date) return { value: { date: value.toISOString().slice(0, 10) } };
  if (typeof value === 'boolean') return { value };
  if (typeof value === 'string') return { value: textValue(value) };
  if (XLSX.SSF.is_date(format)) return dateOf(value, format, shown, date1904);
  if (isShare(format, value, shown)) return { value, percent: true, ...(shown && { shown: shown.trim() }) };
  return numberShown(value, shown);
}

/**
 * Whether a cell shows a number as a percentage. A sign that a format only writes behind the number, in quotes or escaped, makes it
 * none; of a format whose sections differ what is shown tells.
 */
function isShare(format: string, value: number, shown: string): boolean {
  const sections = format
    .replace(/"[^"]*"|\\./g, '')
    .split(';')
    .filter((section) => /[0#?]/.test(section));
  const shares = sections.filter((section) => section.includes('%'));
  if (shares.length === 0 || shares.length === sections.length) return shares.length > 0;
  const said = Number(/^([-\d.,]+)\s?%$/.exec(shown.trim())?.[1]?.replace(',', '.'));
  return Math.abs(said - 100 * value) < Math.abs(said - value);
}

/** A format without the language that it is for, `[$-42A]`, which the library prints as a currency's sign; one that has a sign keeps it. */
function withoutLanguage(format: string): string {
  return format.replace(/\[\$([^\]-]*)-[0-9A-Fa-f]+\]/g, (_, sign: string) => (sign === '' ? '' : `"${sign}"`));
}

function shownBy(format: string, value: number, date1904: boolean): string {
  return XLSX.SSF.format(format === '' ? 'General' : format, value, { date1904 });
}

type DateCode = Readonly<Record<'y' | 'm' | 'd' | 'H' | 'M', number>>;

/** A number that a format shows as a day; one that shows hours alone is what it shows. */
function dateOf(value: number, format: string, shown: string, date1904: boolean): TableCell {
  if (!/[yd]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''))) return { value: shown };
  const found = XLSX.SSF.parse_date_code(value, { date1904 }) as DateCode | null;
  // Of a formula that finds nothing 0 is left, which shows as 00/01/1900; the 29th of February 1900 never was.
  if (
    found === null ||
    (value < 1 && !date1904) ||
    found.y < 1900 ||
    (found.m === 2 && found.d === 29 && found.y === 1900)
  )
    return { value: { error: 'date' }, shown };
  const two = (part: number) => String(part).padStart(2, '0');
  const date = `${found.y}-${two(found.m)}-${two(found.d)}`;
  return { value: value % 1 === 0 ? { date } : { date, time: `${two(found.H)}:${two(found.M)}` } };
}
