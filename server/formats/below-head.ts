import type { TableCell } from './cell.ts';
import type { SourceNote } from './driver.ts';
import { numbersColumns, type Head } from './head.ts';
import { fillMerged } from './merged-cells.ts';
import { cellsBeside, hiddenRead, mergedCells, numberRow } from './sheet-notes.ts';
import type { TableSheet } from './tables.ts';

/** A row below a head that holds something; `number` is the spreadsheet's. */
export interface RowBelow {
  readonly number: number;
  readonly cells: readonly TableCell[];
}

/**
 * The rows of a sheet below its head, each with what is merged over it, and what is to be said of them. Rows that hold nothing,
 * or only number the columns, are none.
 */
export function rowsBelow(sheet: TableSheet, head: Head): { readonly rows: RowBelow[]; readonly notes: SourceNote[] } {
  const begin = head.first + head.rows;
  const { rows: all, filled } = fillMerged(sheet, begin);
  const below = all.slice(begin).map((cells, offset): RowBelow => ({ number: begin + offset + 1, cells }));
  const rows = below.filter(({ cells }) => holds(cells));
  const [top] = rows;
  const numbered = numbersColumns(top?.cells);
  // Of a text with more cells than headings each row says so itself.
  const beside = sheet.delimiter === null ? rows.filter(({ cells }) => holds(cells.slice(head.names.length))) : [];
  return {
    rows: rows.slice(numbered ? 1 : 0),
    notes: [
      ...(filled > 0 ? [mergedCells(filled)] : []),
      ...(numbered && top ? [numberRow(top.number)] : []),
      ...(beside.length > 0 ? [cellsBeside(beside.length)] : []),
      ...hiddenNotes(sheet, head),
    ],
  };
}

/** What is read of a sheet though nobody who opens it sees it. */
function hiddenNotes({ cells, unseen }: TableSheet, { first, rows: headRows, names }: Head): SourceNote[] {
  const begin = first + headRows;
  const rows = [...(unseen?.rows ?? [])].filter((row) => row >= begin && holds(cells[row] ?? [])).map((row) => row + 1);
  const columns = [...(unseen?.columns ?? [])].flatMap((column) => {
    const isFilled = cells.slice(begin).some((row) => (row[column]?.value ?? null) !== null);
    return isFilled ? [`"${names[column] ?? column + 1}"`] : [];
  });
  return rows.length + columns.length > 0 ? [hiddenRead(rows, columns)] : [];
}

function holds(cells: readonly TableCell[]): boolean {
  return cells.some(({ value }) => value !== null);
}
