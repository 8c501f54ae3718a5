import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, type Options } from 'csv-parse/sync';
import { decodeBytes, findEncoding, guessEncoding, unknownEncoding } from './encodings.ts';
import {
  broken,
  overSheet,
  shown,
  type TableCell,
  type Tables,
  type TableSheet,
  type TablesRequest,
} from './tables.ts';
import { Unreadable } from './unreadable.ts';

/** Reads a workbook (.xlsx, .xlsm) or a CSV. Blocks for long: run it in a thread. Throws Unreadable. */
export async function readTablesHere(request: TablesRequest): Promise<Tables> {
  const { file } = request;
  const extension = path.extname(file.name).toLowerCase();
  const bytes = file.bytes === undefined ? await readFile(file.path) : Buffer.from(file.bytes);
  const isZip = bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
  if (isZip && ['.xlsx', '.xlsm', ''].includes(extension)) {
    // Loaded for workbooks alone: a thread for a CSV begins in half the time without it.
    const { readXlsx } = await import('./read-xlsx.ts');
    return { format: 'xlsx', encoding: { used: 'utf-8', how: 'format' }, sheets: await readXlsx(bytes, request) };
  }
  if (['.csv', '.txt', '.tsv'].includes(extension) && !isZip) return readCsv(bytes, request);
  if (extension === '.xlsx' || extension === '.xlsm') throw notXlsx(bytes);
  throw new Unreadable(
    'unsupported',
    'unsupportedFormat',
    {
      vi: `"${shown(file.name)}" không phải bảng tính đọc được.`,
      en: `"${shown(file.name)}" is no workbook that is read.`,
    },
    {
      vi: 'Gửi tệp .xlsx (Excel 2007 trở lên, LibreOffice) hoặc .csv; tệp .xls, .ods: lưu lại thành .xlsx.',
      en: 'Send .xlsx (Excel 2007 and later, LibreOffice) or .csv; save .xls and .ods as .xlsx first.',
    },
  );
}

/** An old or encrypted workbook begins as a compound file does. */
function notXlsx(bytes: Buffer): Unreadable {
  if (!bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) return broken('not a zip');
  return new Unreadable(
    'unsupported',
    'workbookEncrypted',
    {
      vi: 'Bảng tính có mật khẩu hoặc ở định dạng cũ (.xls).',
      en: 'The workbook has a password or is of the old kind (.xls).',
    },
    { vi: 'Bỏ mật khẩu và lưu lại dạng .xlsx.', en: 'Take the password off and save it as .xlsx.' },
  );
}

function readCsv(bytes: Buffer, { file, encoding, sheetLimits }: TablesRequest): Tables {
  const { text, ...how } = decode(bytes, encoding);
  const options: Options = {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: false,
    to: sheetLimits.rows + 1,
  };
  let rows: string[][];
  try {
    rows = parse(text, options) as string[][];
  } catch (error) {
    throw broken((error as Error).message);
  }
  const cells = rows.reduce((sum, row) => sum + row.length, 0);
  if (rows.length > sheetLimits.rows) throw overSheet('rows', rows.length, sheetLimits.rows, file.name);
  if (cells > sheetLimits.cells) throw overSheet('cells', cells, sheetLimits.cells, file.name);
  const sheet: TableSheet = {
    name: file.name,
    cells: rows.map((row) => row.map((value): TableCell => ({ value: value.trim() === '' ? null : value.trim() }))),
  };
  return { format: 'csv', encoding: how, sheets: [sheet] };
}

function decode(bytes: Buffer, wanted: string | null): { text: string } & Tables['encoding'] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: bytes.subarray(2).toString('utf16le').normalize('NFC'), used: 'utf-16', how: 'format' };
  }
  const latin = bytes.toString('latin1');
  if (wanted !== null) {
    const known = findEncoding(wanted);
    if (known === null) throw unknownEncoding(wanted);
    return { text: decodeBytes(latin, known), used: known, how: 'option' };
  }
  const used = guessEncoding(latin.split('\n'));
  return { text: decodeBytes(latin, used), used, how: 'guess' };
}

/** What stands between the columns of the first line: Excel in Vietnamese writes semicolons. */
function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
