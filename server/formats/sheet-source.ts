import { aboutSheet, guideSheet, type TableSheet, type Tables } from './tables.ts';
import { cutChunks, oneChunk } from './chunks.ts';
import { textOfCell, type TableCell } from './cell.ts';
import type { SourceFeature, SourceNote } from './driver.ts';
import { rowsBelow } from './below-head.ts';
import { findHead, type Head } from './head.ts';
import { sheetsLeft } from './sheet-notes.ts';
import type { OpenSource } from './source.ts';
import { Unreadable } from './unreadable.ts';

/**
 * Opens one sheet of a workbook as a layer: the one that is asked for, else the only one with a table that can be seen, beside the
 * one in which the portal's own workbooks explain themselves. Throws Unreadable.
 */
export function openSheet(
  { sheets, format, encoding, notes: said }: Tables,
  layer: string | null,
  known: ReadonlySet<string>,
): OpenSource {
  const { sheet, notes } = chooseSheet(sheets, layer, known);
  const head = findHead(sheet.cells, known, sheet.merges);
  const { rows, notes: found } = rowsBelow(sheet, head);
  const features = rows.map(({ number, cells }) => featureOf(number, cells, head));
  return {
    format,
    layer: sheet.name,
    crs: null,
    tabular: true,
    headRow: head.first + 1,
    above: sheet.cells.slice(0, head.first).flatMap((row) => row.map(textOfCell).filter((text) => text !== '')),
    encoding,
    features: cutChunks(oneChunk(features), 2_000),
    notes: () => [...said, ...notes, ...found],
  };
}

function featureOf(row: number, cells: readonly TableCell[], { names }: Head): SourceFeature {
  const fields: Record<string, unknown> = {};
  names.forEach((name, column) => (fields[name] = plain(cells[column])));
  return { row, fields, geometry: null, fault: null };
}

/** A cell that is no more than its value, as the value. */
function plain(cell: TableCell | undefined): unknown {
  if (cell === undefined) return null;
  const { value, percent, shown } = cell;
  return percent === undefined && shown === undefined && typeof value !== 'object'
    ? value
    : cell.value === null
      ? null
      : cell;
}

const otherSheet = {
  vi: 'Trang tính khác: nhập riêng bằng --layer TÊN.',
  en: 'Another sheet: import it by itself with --layer NAME.',
};

function chooseSheet(
  sheets: readonly TableSheet[],
  wanted: string | null,
  known: ReadonlySet<string>,
): { readonly sheet: TableSheet; readonly notes: SourceNote[] } {
  const tables = sheets.filter(({ name }) => name !== aboutSheet && name !== guideSheet);
  const filled = tables.filter(({ cells }) => cells.length > 1);
  const seen = filled.filter(({ hidden }) => !hidden);
  // A sheet of notes beside the table has no heading that is known.
  const tells = (sheet: TableSheet) => findHead(sheet.cells, known, sheet.merges).known >= 2;
  const telling = seen.some(tells) ? seen.filter(tells) : tables.filter((sheet) => !sheet.hidden && tells(sheet));
  const candidates =
    wanted !== null
      ? sheets.filter(({ name }) => name === wanted)
      : telling.length === 1
        ? telling
        : seen.length > 0
          ? seen
          : filled.length > 0
            ? filled
            : sheets;
  const [only, second] = candidates;
  if (only && !second) {
    const left = wanted === null ? filled.filter((sheet) => sheet !== only) : [];
    return { sheet: only, notes: left.length === 0 ? [] : [sheetsLeft(left, only.name, otherSheet)] };
  }
  const names = seen.length > 0 && wanted === null ? seen : sheets;
  const list = names.map(({ name }) => `"${name}"`).join(', ') || '-';
  throw new Unreadable(
    'choice',
    'whichLayer',
    wanted === null
      ? { vi: `Tệp có các trang tính: ${list}.`, en: `The workbook has the sheets ${list}.` }
      : {
          vi: `Không có trang tính "${wanted}"; có: ${list}.`,
          en: `There is no sheet "${wanted}"; there are ${list}.`,
        },
    { vi: 'Chọn trang tính bằng --layer TÊN.', en: 'Choose one with --layer NAME.' },
  );
}
