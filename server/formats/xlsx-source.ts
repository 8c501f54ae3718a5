import type { SourceFeature } from './driver.ts';
import { cutChunks, oneChunk } from './chunks.ts';
import { namesOf } from './csv-source.ts';
import { sheetLimits, type Limits } from './limits.ts';
import type { GivenFile, OpenSource } from './source.ts';
import { readTablesHere } from './read-tables.ts';
import { aboutSheet, textOfCell, type TableCell, type TableSheet } from './tables.ts';
import { Unreadable } from './unreadable.ts';

const chunkRows = 2_000;
/** Titles stand above the names of the columns, but not further than this. */
const headerWithin = 20;

/**
 * Opens one sheet of a workbook: the one that is asked for, else the only one with a table, beside
 * the one in which the portal's own workbooks explain themselves. The row with the most words
 * among the first names the columns. Throws Unreadable.
 */
export async function openXlsx(file: GivenFile, layer: string | null, limits: Limits): Promise<OpenSource> {
  const { sheets, encoding } = await readTablesHere({ file, encoding: null, limits, sheetLimits });
  const sheet = chooseSheet(sheets, layer);
  const header = headerOf(sheet);
  const names = namesOf((sheet.cells[header] ?? []).map((cell) => textOfCell(cell).trim()));
  const rows = sheet.cells.flatMap((cells, index): SourceFeature[] => {
    if (index <= header || cells.every(({ value }) => value === null)) return [];
    const fields = Object.fromEntries(names.map((name, column) => [name, plain(cells[column])]));
    return [{ row: index + 1, fields, geometry: null, fault: null }];
  });
  const features = cutChunks(oneChunk(rows), chunkRows);
  return { format: 'xlsx', layer: sheet.name, crs: null, tabular: true, encoding, features, notes: () => [] };
}

function plain(cell: TableCell | undefined): unknown {
  const value = cell?.value ?? null;
  if (value === null || typeof value !== 'object') return value;
  return 'date' in value ? value.date : `#${value.error}`;
}

function chooseSheet(sheets: readonly TableSheet[], wanted: string | null): TableSheet {
  const filled = sheets.filter(({ cells, name }) => cells.length > 1 && name !== aboutSheet);
  const candidates = wanted === null ? filled : sheets.filter(({ name }) => name === wanted);
  const [only, second] = candidates;
  if (only && !second) return only;
  const names = sheets.map(({ name }) => `"${name}"`).join(', ') || '-';
  throw new Unreadable(
    'choice',
    'whichLayer',
    wanted === null
      ? { vi: `Tệp có các trang tính: ${names}.`, en: `The workbook has the sheets ${names}.` }
      : {
          vi: `Không có trang tính "${wanted}"; có: ${names}.`,
          en: `There is no sheet "${wanted}"; there are ${names}.`,
        },
    { vi: 'Chọn trang tính bằng --layer TÊN.', en: 'Choose one with --layer NAME.' },
  );
}

function headerOf({ cells }: TableSheet): number {
  const words = cells.slice(0, headerWithin).map((row) => row.filter(({ value }) => typeof value === 'string').length);
  return Math.max(0, words.indexOf(Math.max(...words)));
}
