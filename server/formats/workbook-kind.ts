import { utf16Of } from './encodings.ts';
import { csvName, tableName } from './tables.ts';

/** What begins a zip (.xlsx, .xlsm, .xlsb, .ods) and a compound file (.xls, and every workbook with a password). */
const zipMark = Buffer.from('PK\u0003\u0004', 'latin1');
const compoundMark = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The format of a workbook by its first bytes; null where it is none. */
export function workbookKind(bytes: Buffer): 'zip' | 'compound' | 'markup' | null {
  if (bytes.subarray(0, 4).equals(zipMark)) return 'zip';
  if (bytes.subarray(0, 4).equals(compoundMark)) return 'compound';
  // Many a web system calls a page with a table, or the XML of Excel 2003, an .xls.
  const wide = utf16Of(bytes.subarray(0, 4_096));
  const start = bytes.subarray(0, 800);
  const text = wide === null ? start.toString('latin1') : new TextDecoder(wide.encoding).decode(start);
  return /^(?:\ufeff|ï»¿)?\s*<(?:\?xml|!doctype html|!--|html|table|meta|style|head|body|div|center)/i.test(text)
    ? 'markup'
    : null;
}

/** What a table is: by its name, unless its first bytes are plainly the other. */
export function contentOf(name: string, bytes: Buffer): 'csv' | 'workbook' {
  const kind = workbookKind(bytes);
  if (csvName.test(name)) return kind === 'zip' || kind === 'compound' ? 'workbook' : 'csv';
  const start = bytes.subarray(0, 4_096);
  // Excel's "Unicode text" is UTF-16, and is called .xls by many a program.
  const isText = start.length > 0 && (!start.includes(0) || utf16Of(start) !== null);
  return tableName.test(name) && kind === null && isText ? 'csv' : 'workbook';
}
