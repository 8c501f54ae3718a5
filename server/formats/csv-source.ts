import type { Readable } from 'node:stream';
import { cutChunks } from './chunks.ts';
import { openCsvRows, type CsvRow } from './csv-rows.ts';
import type { SourceFeature, SourceNote } from './driver.ts';
import { numbersColumns, type Head } from './head.ts';
import { rowFaults } from './row-faults.ts';
import { numberRow } from './sheet-notes.ts';
import type { OpenSource } from './source.ts';

/**
 * Opens a CSV as a layer: below the row that names its columns each row is a feature, its cells are text. It is never in memory
 * as a whole: `open` is asked for its bytes twice. Throws Unreadable.
 */
export async function openCsv(
  open: () => Readable,
  name: string,
  wanted: string | null,
  known: ReadonlySet<string>,
): Promise<OpenSource> {
  const { encoding, head, rows, delimiter, above, notes: said } = await openCsvRows(open, wanted, known);
  const notes: SourceNote[] = [];
  return {
    format: 'csv',
    layer: name.replace(/\.[^.]*$/, ''),
    crs: null,
    tabular: true,
    headRow: head.first + 1,
    above,
    encoding,
    features: cutChunks(featuresOf(rows, head, delimiter, notes), 2_000),
    notes: () => [...said(), ...notes],
  };
}

async function* featuresOf(
  chunks: AsyncIterable<readonly CsvRow[]>,
  head: Head,
  delimiter: string,
  notes: SourceNote[],
): AsyncGenerator<SourceFeature[]> {
  let index = -1;
  let isFirst = true;
  for await (const chunk of chunks) {
    yield chunk.flatMap(({ row, cells }): SourceFeature[] => {
      index++;
      if (index < head.first + head.rows || cells.every((cell) => cell === null)) return [];
      const isTop = isFirst;
      isFirst = false;
      if (isTop && numbersColumns(cells.map((value) => ({ value })))) {
        notes.push(numberRow(row));
        return [];
      }
      const fields: Record<string, string | null> = {};
      head.names.forEach((name, column) => (fields[name] = cells[column] ?? null));
      return [{ row, fields, geometry: null, ...rowFaults(cells, head.names.length, delimiter) }];
    });
  }
}
