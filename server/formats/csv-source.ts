import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { SourceFeature } from './driver.ts';
import { decodeBytes, findEncoding, guessEncoding, unknownEncoding } from './encodings.ts';
import { unguardFormula } from '#rules/text/formula-guard.ts';
import type { OpenSource } from './source.ts';
import { broken } from './tables.ts';

/** Lines by which the encoding is told; pure ASCII tells nothing. */
const tellingLines = 500;
const chunkRows = 2_000;
/** A quotation mark that is never closed must not swallow the whole file. */
const recordBytes = 1_000_000;

interface Start {
  readonly head: string;
  readonly telling: readonly string[];
  readonly utf16: boolean;
}

/**
 * Opens a CSV whose first line names its columns; cells are text, and a row's number is the one that a spreadsheet
 * shows. It is never in memory as a whole: `open` is asked for its bytes twice. Throws Unreadable.
 */
export async function openCsv(open: () => Readable, name: string, wanted: string | null): Promise<OpenSource> {
  const known = wanted === null ? null : findEncoding(wanted);
  if (wanted !== null && known === null) throw unknownEncoding(wanted);
  const { head, telling, utf16 } = await look(open());
  const used = utf16 ? 'utf-16' : (known ?? guessEncoding(telling));
  const how = utf16 ? 'format' : known !== null ? 'option' : 'guess';
  return {
    format: 'csv',
    layer: name.replace(/\.[^.]*$/, ''),
    crs: null,
    tabular: true,
    encoding: { used, how },
    features: rowsOf(open(), used, delimiterOf(head)),
    notes: () => [],
  };
}

async function look(bytes: Readable): Promise<Start> {
  let head: string | null = null;
  let utf16 = false;
  const telling: string[] = [];
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    if (head === null) {
      utf16 = chunk[0] === 0xff && chunk[1] === 0xfe;
      head = (utf16 ? chunk.toString('utf16le') : chunk.toString('latin1')).split(/\r?\n/, 1)[0] ?? '';
    }
    if (utf16) break;
    const text = chunk.toString('latin1');
    // Whole lines only: half a letter at the end of a chunk tells lies.
    if (/[^\u0000-\u007f]/.test(text))
      telling.push(
        ...text
          .split('\n')
          .slice(1, -1)
          .filter((line) => /[^\u0000-\u007f]/.test(line)),
      );
    if (telling.length >= tellingLines) break;
  }
  bytes.destroy();
  const first = head !== null && /[^\u0000-\u007f]/.test(head) ? [head] : [];
  return { head: head ?? '', telling: [...first, ...telling].slice(0, tellingLines), utf16 };
}

async function* rowsOf(bytes: Readable, encoding: string, delimiter: string): AsyncGenerator<SourceFeature[]> {
  const inUnicode = encoding === 'utf-8' || encoding === 'utf-16';
  const parser = parse({
    bom: inUnicode,
    delimiter,
    encoding: encoding === 'utf-8' ? 'utf8' : encoding === 'utf-16' ? 'utf16le' : 'latin1',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: recordBytes,
  });
  // What goes wrong with the file itself ends the rows that are waited for.
  bytes.once('error', (error) => parser.destroy(error));
  const decoded = (text: string) =>
    (inUnicode || /^[\u0000-\u007f]*$/.test(text) ? text.normalize('NFC') : decodeBytes(text, encoding)).trim();
  let names: string[] | null = null;
  let chunk: SourceFeature[] = [];
  let row = 0;
  try {
    for await (const record of bytes.pipe(parser) as AsyncIterable<string[]>) {
      row++;
      if (names === null) {
        names = namesOf(record.map(decoded));
        continue;
      }
      if (record.every((cell) => cell.trim() === '')) continue;
      const fields: Record<string, unknown> = {};
      for (let column = 0; column < names.length; column++) {
        const text = unguardFormula(decoded(record[column] ?? ''));
        fields[names[column] ?? ''] = text === '' ? null : text;
      }
      chunk.push({ row, fields, geometry: null, fault: null });
      if (chunk.length === chunkRows) {
        yield chunk;
        chunk = [];
      }
    }
  } catch (error) {
    throw broken((error as Error).message);
  } finally {
    bytes.destroy();
  }
  yield chunk;
}

/** Names of columns; one that is empty or stands twice gets its number, so that none hides another. */
export function namesOf(header: readonly string[]): string[] {
  const seen = new Set<string>();
  return header.map((name, index) => {
    const own = name === '' || seen.has(name) ? `${name} (${index + 1})`.trim() : name;
    seen.add(own);
    return own;
  });
}

/** What stands between the columns of the first line: Excel in Vietnamese writes semicolons. */
function delimiterOf(line: string): string {
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
