import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { openCsvRows } from './csv-rows.ts';
import { findEncoding, unknownEncoding } from './encodings.ts';
import { textValue } from './cell.ts';
import type { SourceNote } from './driver.ts';
import { namedOtherwise } from './sheet-notes.ts';
import { contentOf, workbookKind } from './workbook-kind.ts';
import { shown } from '#rules/text/shown.ts';
import { mendTables } from './mend-tables.ts';
import { loadContents } from './contents.ts';
import {
  broken,
  csvName,
  overSheet,
  tableName,
  type TableFormat,
  type Tables,
  type TablesRequest,
  type TableSheet,
} from './tables.ts';
import { Unreadable } from './unreadable.ts';
import { readWebPage } from './web-page.ts';

/** Reads a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) or a CSV. Blocks for long: run it in a thread. Throws Unreadable. */
export async function readTablesHere(request: TablesRequest): Promise<Tables> {
  const { file, limits } = request;
  if (/\.zip$/i.test(file.name) && file.bytes === undefined) {
    const contents = await loadContents([file], limits);
    const tables = [...contents.keys()].filter((name) => tableName.test(name));
    const [name, second] = tables;
    if (name === undefined || second !== undefined) throw notOneTable([...contents.keys()]);
    return readTablesHere({
      ...request,
      file: { name, path: file.path, bytes: contents.get(name) ?? new Uint8Array() },
    });
  }
  const bytes = file.bytes === undefined ? await readFile(file.path) : Buffer.from(file.bytes);
  return contentOf(file.name, bytes) === 'csv' ? readCsv(bytes, request) : readBook(bytes, request);
}

function notOneTable(names: readonly string[]): Unreadable {
  const list =
    names
      .slice(0, 10)
      .map((name) => `"${shown(name)}"`)
      .join(', ') || '-';
  return new Unreadable(
    'choice',
    'whichTable',
    {
      vi: `Trong .zip phải có đúng một bảng tính hoặc CSV; có: ${list}.`,
      en: `The zip must hold one workbook or CSV; it holds ${list}.`,
    },
    { vi: 'Gửi riêng tệp cần nhập.', en: 'Give the file that is to be imported by itself.' },
  );
}

async function readBook(bytes: Buffer, request: TablesRequest): Promise<Tables> {
  const { file } = request;
  // Loaded for workbooks alone: a thread for a CSV begins in half the time without it.
  const { readWorkbook } = await import('./workbook.ts');
  const extension = path.extname(file.name).toLowerCase();
  if (workbookKind(bytes) !== null && (tableName.test(file.name) || extension === '')) {
    const page = readWebPage(bytes, wantedOf(request));
    const sheets = await readWorkbook(page ?? bytes, request);
    return withNotes(
      { format: formatOf(extension), encoding: page?.encoding ?? { used: 'utf-8', how: 'format' }, sheets },
      request,
      csvName.test(file.name) ? [namedOtherwise('workbook')] : [],
    );
  }
  if (tableName.test(file.name)) throw broken('not a workbook');
  throw new Unreadable(
    'unsupported',
    'unsupportedFormat',
    {
      vi: `"${shown(file.name)}" không phải bảng tính đọc được.`,
      en: `"${shown(file.name)}" is no workbook that is read.`,
    },
    {
      vi: 'Gửi tệp .xlsx, .xls, .ods (Excel, LibreOffice) hoặc .csv.',
      en: 'Send .xlsx, .xls, .ods (Excel, LibreOffice) or .csv.',
    },
  );
}

function formatOf(extension: string): TableFormat {
  if (/^\.xl[st]$/.test(extension)) return 'xls';
  return /^\.o[dt]s$/.test(extension) ? 'ods' : 'xlsx';
}

async function readCsv(bytes: Buffer, request: TablesRequest): Promise<Tables> {
  const { file, encoding, headings, sheetLimits } = request;
  const open = () => Readable.from(partsOf(bytes));
  const opened = await openCsvRows(open, encoding, new Set(headings));
  const cells: TableSheet['cells'][number][] = [];
  let count = 0;
  for await (const chunk of opened.rows) {
    for (const row of chunk) {
      cells[row.row - 1] = row.cells.map((value) => ({ value: value === null ? null : textValue(value) }));
      count += row.cells.length;
      if (row.row > sheetLimits.rows) throw overSheet('rows', row.row, sheetLimits.rows, file.name);
      if (count > sheetLimits.cells) throw overSheet('cells', count, sheetLimits.cells, file.name);
    }
  }
  const { delimiter } = opened;
  const sheet: TableSheet = { name: file.name, hidden: false, cells, merges: [], delimiter };
  return withNotes({ format: 'csv', encoding: opened.encoding, sheets: [sheet] }, request, [
    ...(csvName.test(file.name) ? [] : [namedOtherwise('csv')]),
    ...opened.notes(),
  ]);
}

function withNotes(tables: Omit<Tables, 'notes'>, request: TablesRequest, notes: readonly SourceNote[]): Tables {
  const mended = mendTables(tables, wantedOf(request), new Set(request.headings));
  return { ...mended, notes: [...notes, ...mended.notes] };
}

/** The encoding that a person asks for. Throws Unreadable where there is none of that name. */
function wantedOf({ encoding }: TablesRequest): string | null {
  const wanted = encoding === null ? null : findEncoding(encoding);
  if (encoding !== null && wanted === null) throw unknownEncoding(encoding);
  return wanted;
}

/** A file in memory as a stream of parts of it. */
export function* partsOf(bytes: Uint8Array): Generator<Buffer> {
  const part = 65_536;
  for (let from = 0; from < bytes.length; from += part) yield Buffer.from(bytes.subarray(from, from + part));
}
