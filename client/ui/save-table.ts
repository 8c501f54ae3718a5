import type { SheetData } from 'write-excel-file/universal';
import { m } from '#client/text/compiled/messages.js';
import { spreadsheetFile } from '#rules/text/csv.ts';
import { saveFile } from './save-file.ts';

/** A number stays a number in the workbook; null is an empty cell. */
export type SavedCell = string | number | null;

/** One line of what a table says about itself. */
export interface SavedFact {
  readonly label: string;
  readonly text: string;
  /** Also a last column of the CSV, which has no second sheet to say it on. */
  readonly inRows?: boolean;
}

/** A table as a person sees it: the rows shown, in their order. */
export interface SavedTable {
  /** Name of the file without its ending. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly {
    readonly title: string;
    /** In characters; measured from the cells where not given. */
    readonly width?: number;
    /** Decimals that numbers of this column are shown with; the cell keeps the whole number. */
    readonly decimals?: number;
  }[];
  readonly rows: readonly (readonly SavedCell[])[];
  readonly about: readonly SavedFact[];
}

/** Saves a table as CSV: UTF-8 with a byte order mark, and what was marked `inRows` as last columns. */
export function saveTableAsCsv(table: SavedTable): void {
  saveFile(`${table.name}.csv`, 'text/csv;charset=utf-8', csvOf(table));
}

/** Saves a table as a workbook: the figures, and a sheet that says what they are. */
export async function saveTableAsXlsx(table: SavedTable): Promise<void> {
  saveFile(`${table.name}.xlsx`, xlsxType, await xlsxOf(table));
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function csvOf({ columns, rows, about }: SavedTable): string {
  const stamps = about.filter(({ inRows }) => inRows === true);
  return spreadsheetFile([
    [...columns.map(({ title }) => title), ...stamps.map(({ label }) => label)],
    ...rows.map((row) => [...row, ...stamps.map(({ text }) => text)]),
  ]);
}

export async function xlsxOf(table: SavedTable): Promise<Blob> {
  // Only who saves a workbook loads what writes one.
  const { default: writeXlsx } = await import('write-excel-file/universal');
  return writeXlsx([
    {
      sheet: m.save_sheet(),
      data: figures(table),
      columns: table.columns.map((column, index) => ({ width: column.width ?? widthOf(table, index) })),
      stickyRowsCount: 1,
    },
    {
      sheet: m.save_about(),
      data: [
        [{ value: table.title, fontWeight: 'bold', fontSize: 14 }],
        ...table.about.map(({ label, text }) => [
          { value: label, type: String, fontWeight: 'bold' as const, alignVertical: 'top' as const },
          { value: text, type: String, wrap: true },
        ]),
      ],
      columns: [{ width: 24 }, { width: 90 }],
    },
  ]).toBlob();
}

function figures({ columns, rows }: SavedTable): SheetData {
  return [
    columns.map(({ title }) => ({
      value: title,
      type: String,
      fontWeight: 'bold',
      backgroundColor: '#E8EEF4',
      wrap: true,
      alignVertical: 'center',
    })),
    ...rows.map((row) =>
      row.map((value, index) => {
        if (value === null) return null;
        if (typeof value === 'string') return { value, type: String };
        const decimals = columns[index]?.decimals;
        // A number that is not finite has no cell type: it is told as a text.
        if (!Number.isFinite(value)) return { value: String(value), type: String };
        return { value, type: Number, ...(decimals === undefined ? {} : { format: numberFormat(decimals) }) };
      }),
    ),
  ];
}

function numberFormat(decimals: number): string {
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

/** Wide enough for the column's cells, within what a screen shows. */
function widthOf({ columns, rows }: SavedTable, index: number): number {
  const longest = rows.reduce((most, row) => Math.max(most, String(row[index] ?? '').length), 0);
  return Math.min(Math.max(longest, Math.min(columns[index]?.title.length ?? 0, 20), 8) + 2, 60);
}
