import type { TableCell, TableSheet } from '#formats/tables.ts';
import type { Where } from '../../findings.ts';
import { textOf } from '#rules/workbooks/read-cell.ts';
import { searchable } from '#rules/text/fold.ts';

/** A column under a heading. */
export interface Column {
  readonly index: number;
  /** The heading as the file writes it. */
  readonly title: string;
}

/** One row of a table: its cells by column, and where it stands. */
export interface TableRow {
  readonly sheet: string;
  /** As the spreadsheet numbers it. */
  readonly number: number;
  cell(column: Column | undefined): TableCell;
  where(column?: Column, feature?: string): Where;
}

/** A table inside a sheet: columns under known headings, other columns, words above the table, and its rows. */
export interface FoundTable<Key extends string> {
  readonly sheet: string;
  readonly columns: Partial<Record<Key, Column>>;
  readonly others: readonly Column[];
  /** Labels of column A above the headings (as `searchable` text), and the cells beside them, empty ones too. */
  readonly above: readonly { readonly label: string; readonly cell: TableCell; readonly where: Where }[];
  readonly rows: readonly TableRow[];
}

/** Headings are looked for in this many rows. */
const headRows = 40;
const empty: TableCell = { value: null };

/**
 * Finds the row of headings of a sheet: the first in which every `required` heading stands. Headings are compared
 * without case, diacritics and underscores; `accept` may say that a row is not it after all. Null where the sheet has none.
 */
export function findTable<Key extends string>(
  sheet: TableSheet,
  headings: Readonly<Record<Key, readonly string[]>>,
  required: readonly NoInfer<Key>[],
  accept: (table: FoundTable<Key>) => boolean = () => true,
): FoundTable<Key> | null {
  for (const [index, row] of sheet.cells.slice(0, headRows).entries()) {
    const columns: Partial<Record<Key, Column>> = {};
    const others: Column[] = [];
    for (const [position, cell] of row.entries()) {
      const title = textOf(cell).trim();
      if (title === '') continue;
      const key = (Object.keys(headings) as Key[]).find(
        (name) => columns[name] === undefined && headings[name].includes(headingOf(title)),
      );
      if (key === undefined) others.push({ index: position, title });
      else columns[key] = { index: position, title };
    }
    if (required.some((key) => columns[key] === undefined)) continue;
    const above = labelsAbove(sheet, index);
    const table = { sheet: sheet.name, columns, others, above, rows: rowsBelow(sheet, index) };
    if (accept(table)) return table;
  }
  return null;
}

/** A heading as it is compared: `Ngày_đánh giá` is `ngay danh gia`. */
function headingOf(title: string): string {
  return searchable(title.replace(/[_-]/g, ' ').replace(/\*$/, ''));
}

function labelsAbove(sheet: TableSheet, head: number) {
  return sheet.cells.slice(0, head).flatMap((row, index) => {
    const label = searchable(textOf(row[0] ?? empty));
    const cell = row[1] ?? empty;
    return label === ''
      ? []
      : [{ label, cell, where: { sheet: sheet.name, row: index + 1, column: 'B', property: textOf(row[0] ?? empty) } }];
  });
}

function rowsBelow(sheet: TableSheet, head: number): TableRow[] {
  return sheet.cells.slice(head + 1).flatMap((cells, offset) => {
    if (cells.every(({ value }) => value === null)) return [];
    const number = head + offset + 2;
    return [
      {
        sheet: sheet.name,
        number,
        cell: (column) => (column === undefined ? empty : (cells[column.index] ?? empty)),
        where: (column, feature) => ({
          sheet: sheet.name,
          row: number,
          ...(column === undefined ? {} : { column: letterOf(column.index), property: column.title }),
          ...(feature === undefined ? {} : { feature }),
        }),
      },
    ];
  });
}

/** Name of a column: 0 is A, 26 is AA. */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
