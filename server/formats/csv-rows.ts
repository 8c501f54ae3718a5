import { Readable } from 'node:stream';
import { parse, type Options as StreamOptions } from 'csv-parse';
import { parse as parseNow, type Options } from 'csv-parse/sync';
import { unguardFormula } from '#rules/text/formula-guard.ts';
import type { SourceNote } from './driver.ts';
import { findEncoding, unknownEncoding, utf16Of, type Utf16 } from './encodings.ts';
import { findHead, headWithin, type Head } from './head.ts';
import { judgeBytes } from './judge-bytes.ts';
import type { SourceHead } from './source.ts';
import { isAscii } from './latin.ts';
import { Utf8Check } from './utf8-check.ts';
import { csvFault } from './csv-fault.ts';

/** Lines by which the encoding is told; pure ASCII tells nothing. */
const tellingLines = 500;
/** Bytes in which the headings stand. */
const headBytes = 65_536;
const chunkRows = 2_000;
/** A quotation mark that is never closed must not swallow the whole file. */
const recordBytes = 1_000_000;
const delimiters = [';', ',', '\t', '|'] as const;

/** A CSV that is open. Its rows come as they are read, from its first on; a row's number is the one that a spreadsheet shows. */
export interface OpenCsv {
  readonly encoding: SourceHead['encoding'];
  readonly head: Head;
  /** Texts above the headings. */
  readonly above: readonly string[];
  /** The sign that parts the columns. */
  readonly delimiter: string;
  readonly rows: AsyncGenerator<CsvRow[]>;
  /** What is to be said of its text; complete when all has been read. */
  readonly notes: () => readonly SourceNote[];
}

/** A row of a CSV: cells without the formula guard, empty ones null. */
export interface CsvRow {
  readonly row: number;
  readonly cells: readonly (string | null)[];
}

/**
 * Opens a CSV. It is never in memory as a whole: `open` is asked for its bytes twice. What parts its columns, and which row
 * names them, is told by the `known` headings; `sep=;` before them is Excel's. Throws Unreadable.
 */
export async function openCsvRows(
  open: () => Readable,
  wanted: string | null,
  known: ReadonlySet<string>,
): Promise<OpenCsv> {
  const option = wanted === null ? null : findEncoding(wanted);
  if (wanted !== null && option === null) throw unknownEncoding(wanted);
  const { start, telling, isUtf8 } = await look(open());
  const wide = utf16Of(start);
  const judged = judgeBytes(telling, null, option, false);
  const encoding = wide === null ? judged.encoding : ({ used: wide.encoding, how: 'format' } as const);
  // Its own judge, who is not counted.
  const { read } = judgeBytes(telling, null, option, false);
  const text = decodeStart(start, wide, read);
  const separator = /^\ufeff?"?sep=(.)"?\r?(?:\n|$)/i.exec(text)?.[1] ?? null;
  const { delimiter, head, above } =
    separator === null ? bestDelimiter(text, known) : triedDelimiter(text, separator, known);
  const ends = text.includes('\n') ? ['\r\n', '\n'] : ['\r'];
  // Bytes are read as they come where all of them are UTF-8, else cell by cell.
  const isPure = wide === null && encoding.used === 'utf-8' && isUtf8;
  const decoding = { wide, read: wide !== null || isPure ? null : (cell: string) => judged.read(cell) };
  const rows = rowsOf(open(), decoding, { ...parsing(delimiter), record_delimiter: ends }, separator !== null);
  return { encoding, head, above, delimiter, rows, notes: () => (wide === null ? judged.notes() : []) };
}

/** How bytes become text: as UTF-16, or cell by cell where there is a `read`, else as UTF-8. */
interface Decoding {
  readonly wide: Utf16 | null;
  /** The text of a cell whose characters are bytes. */
  readonly read: ((cell: string) => string) | null;
}

/** The first bytes, the first lines that are not ASCII alone as latin1, and whether all of the file is UTF-8. */
async function look(bytes: Readable): Promise<{ start: Buffer; telling: string[]; isUtf8: boolean }> {
  let start = Buffer.alloc(0);
  const telling: string[] = [];
  // Whole lines only: half a letter at the end of a chunk tells lies.
  let rest = '';
  let isLooking = true;
  const whole = new Utf8Check();
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    if (start.length < headBytes) start = Buffer.concat([start, chunk.subarray(0, headBytes - start.length)]);
    whole.push(chunk);
    if (!isLooking) {
      if (!whole.isValid) break;
      continue;
    }
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    telling.push(...lines.filter((line) => !isAscii(line)));
    if (start.length >= headBytes && (telling.length >= tellingLines || utf16Of(start) !== null)) {
      rest = '';
      isLooking = false;
    }
  }
  bytes.destroy();
  if (!isAscii(rest)) telling.push(rest);
  return { start, telling: telling.slice(0, tellingLines), isUtf8: whole.isValid && whole.isWhole };
}

/** The beginning as text, without the line that it ends in. */
function decodeStart(start: Buffer, wide: Utf16 | null, read: (line: string) => string): string {
  const text =
    wide === null
      ? start.toString('latin1').split('\n').map(read).join('\n')
      : new TextDecoder(wide.encoding).decode(start);
  if (start.length < headBytes) return text;
  // With the end of the last whole line, which tells how lines end.
  return text.slice(0, text.lastIndexOf('\n') + 1) || text;
}

interface Tried {
  readonly delimiter: string;
  readonly head: Head;
  readonly above: readonly string[];
}

/** The sign that gives most known headings; where none does, the one that gives most columns in most rows. */
function bestDelimiter(text: string, known: ReadonlySet<string>): Tried {
  const tried = delimiters.map((delimiter) => triedDelimiter(text, delimiter, known));
  return tried.reduce((best, one) => (weightOf(one) > weightOf(best) ? one : best));
}

function weightOf({ head }: Tried): number {
  return head.known * 1_000 + head.names.length;
}

function triedDelimiter(text: string, delimiter: string, known: ReadonlySet<string>): Tried {
  const lines = text.replace(/^\ufeff?"?sep=.*(?:\r?\n|$)/i, '');
  let rows: string[][];
  try {
    const options: Options = { ...parsing(delimiter), to: headWithin + 2 };
    rows = parseNow(lines, options) as string[][];
  } catch {
    // It is told where the rows are read; here another sign may do.
    rows = [lines.split(/\r?\n/, 1)[0]?.split(delimiter) ?? []];
  }
  const head = findHead(
    rows.map((row) => row.map((text) => ({ value: plain(text) }))),
    known,
  );
  const above = rows
    .slice(0, head.first)
    .flatMap((row) => row.map((text) => text.trim()).filter((text) => text !== ''));
  return { delimiter, head, above };
}

function parsing(delimiter: string) {
  return {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: recordBytes,
  } as const;
}

async function* rowsOf(
  bytes: Readable,
  { wide, read }: Decoding,
  options: Options,
  hasSeparatorLine: boolean,
): AsyncGenerator<CsvRow[]> {
  const source = wide === null && read === null ? bytes : Readable.from(decoded(bytes, wide));
  const parser = parse({ ...options, encoding: 'utf8' } as StreamOptions);
  // What goes wrong with the file itself ends the rows that are waited for.
  source.once('error', (error) => parser.destroy(error));
  const text = read ?? ((given: string) => given);
  let chunk: CsvRow[] = [];
  let row = hasSeparatorLine ? -1 : 0;
  try {
    for await (const record of source.pipe(parser) as AsyncIterable<string[]>) {
      row++;
      // Excel does not show the line that says what parts the columns.
      if (row === 0) continue;
      chunk.push({ row, cells: record.map((cell) => plain(text(cell))) });
      if (chunk.length === chunkRows) {
        yield chunk;
        chunk = [];
      }
    }
  } catch (error) {
    throw csvFault(error as Error, hasSeparatorLine);
  } finally {
    bytes.destroy();
  }
  yield chunk;
}

/** UTF-16 as its text; other bytes as characters of their own, cell by cell to be what they are in their encoding. */
async function* decoded(bytes: Readable, wide: Utf16 | null): AsyncGenerator<string> {
  const decoder = wide === null ? null : new TextDecoder(wide.encoding);
  for await (const chunk of bytes as AsyncIterable<Buffer>)
    yield decoder === null ? chunk.toString('latin1') : decoder.decode(chunk, { stream: true });
}

function plain(text: string): string | null {
  // Old programs end a file with the sign of DOS for its end.
  const given = text.trim().replace(/\u001a$/, '');
  // Spreadsheets are made to keep a code's zeros so: it is no formula.
  const own = /^="([^"]*)"$/s.exec(given)?.[1]?.trim() ?? unguardFormula(given);
  return own === '' ? null : own;
}
