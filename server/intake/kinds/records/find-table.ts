import { emptyCell, textOfCell, type TableCell } from '#formats/cell.ts';
import { rowsBelow } from '#formats/below-head.ts';
import { isBetter, possibleHeads, type Head } from '#formats/head.ts';
import { rowFaults } from '#formats/row-faults.ts';
import { sheetsLeft } from '#formats/sheet-notes.ts';
import type { TableSheet } from '#formats/tables.ts';
import { folded, headingKeys } from '#rules/text/heading.ts';
import { searchable } from '#rules/text/fold.ts';
import type { DecimalSign } from '#rules/text/number.ts';
import { decimalSign } from '../../cells/number.ts';
import type { Findings, Where } from '../../findings.ts';
import { isTotal, RowsBeside } from '../../rows-beside.ts';

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
  /** All texts above the headings. */
  readonly said: readonly string[];
  readonly rows: readonly TableRow[];
  /** The decimal sign that the cells of a column show, or those of all these columns where it shows none. */
  signOf(column: Column | undefined, among: readonly Column[]): DecimalSign | null;
}

type Headings<Key extends string> = Readonly<Record<Key, readonly string[]>>;

/** All spellings of headings, folded. */
export function knownHeadings<Key extends string>(headings: Headings<Key>): Set<string> {
  return new Set((Object.values(headings) as (readonly string[])[]).flat().map(folded));
}

/**
 * Finds the headings of a sheet: the row (or two) with most that are known, among those in which every `required` one stands;
 * `accept` may say that it is not it after all. Null where the sheet has none. Rows that cannot be believed are refused.
 */
export function findTable<Key extends string>(
  sheet: TableSheet,
  headings: Headings<Key>,
  required: readonly NoInfer<Key>[],
  findings: Findings,
  accept: (table: Pick<FoundTable<Key>, 'columns' | 'others'>) => boolean = () => true,
): FoundTable<Key> | null {
  const best = findNames(sheet, headings, required, accept);
  if (best === null) return null;
  const { columns, others } = best;
  const keys = required.flatMap((key) => columns[key]?.index ?? []);
  const rows = entriesBelow(sheet, best, keys, findings);
  const above = labelsAbove(sheet, best.first);
  const said = sheet.cells.slice(0, best.first).flatMap((row) => row.map(textOfCell).filter((text) => text !== ''));
  return { sheet: sheet.name, columns, others, above, said, rows, signOf: signsOf(rows) };
}

/** The headings of a sheet, with the columns that they name; null where it has none. */
export function findNames<Key extends string>(
  sheet: TableSheet,
  headings: Headings<Key>,
  required: readonly NoInfer<Key>[],
  accept: (table: Pick<FoundTable<Key>, 'columns' | 'others'>) => boolean = () => true,
): (Head & Pick<FoundTable<Key>, 'columns' | 'others'>) | null {
  let best: (Head & Pick<FoundTable<Key>, 'columns' | 'others'>) | null = null;
  for (const head of possibleHeads(sheet.cells, knownHeadings(headings), sheet.merges)) {
    if (best !== null && !isBetter(head, best)) continue;
    const named = columnsOf(head, headings);
    if (required.every((key) => named.columns[key] !== undefined) && accept(named)) best = { ...head, ...named };
  }
  return best;
}

function signsOf(rows: readonly TableRow[]): FoundTable<string>['signOf'] {
  const known = new Map<string, DecimalSign | null>();
  const ofColumns = (columns: readonly Column[]) => {
    const key = columns.map(({ index }) => index).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const sign = decimalSign(rows.flatMap((row) => columns.map((column) => row.cell(column))));
    known.set(key, sign);
    return sign;
  };
  return (column, among) => (column === undefined ? null : (ofColumns([column]) ?? ofColumns(among)));
}

/** Figures come from all sheets that are seen: there is none to choose. */
const unhide = {
  vi: 'Nếu cần nhập, bỏ ẩn trang tính đó rồi gửi lại tệp.',
  en: 'If it is to be imported, unhide the sheet and give the file again.',
};

/** The sheets that people see; hidden ones where nothing else holds anything. Those that are left are told. */
export function seenSheets(sheets: readonly TableSheet[], findings: Findings): readonly TableSheet[] {
  const seen = sheets.filter(({ hidden, cells }) => !hidden && cells.length > 0);
  if (seen.length === 0) return sheets;
  const left = sheets.filter(({ hidden, cells }) => hidden && cells.length > 0);
  if (left.length > 0) findings.noteAll([sheetsLeft(left, seen.map(({ name }) => name).join('", "'), unhide)], {});
  return seen;
}

function columnsOf<Key extends string>({ names }: Head, headings: Headings<Key>) {
  const columns: Partial<Record<Key, Column>> = {};
  const others: Column[] = [];
  const keys = Object.keys(headings) as Key[];
  names.forEach((name, index) => {
    // A column without a name was given its number for one.
    const title = name === `(${index + 1})` ? '' : name;
    if (title === '') return;
    const key = headingKeys(title)
      .map((spelt) =>
        keys.find((one) => columns[one] === undefined && headings[one].some((word) => folded(word) === spelt)),
      )
      .find((one) => one !== undefined);
    if (key === undefined) others.push({ index, title });
    else columns[key] = { index, title };
  });
  return { columns, others };
}

function labelsAbove(sheet: TableSheet, head: number) {
  return sheet.cells.slice(0, head).flatMap((row, index) => {
    const label = searchable(textOfCell(row[0] ?? emptyCell));
    const cell = row[1] ?? emptyCell;
    const property = textOfCell(row[0] ?? emptyCell);
    return label === '' ? [] : [{ label, cell, where: { sheet: sheet.name, row: index + 1, column: 'B', property } }];
  });
}

function entriesBelow(
  sheet: TableSheet,
  head: Head,
  /** Columns that every entry fills. */
  keys: readonly number[],
  findings: Findings,
): TableRow[] {
  const { names } = head;
  const { rows, notes } = rowsBelow(sheet, head);
  findings.noteAll(notes, { sheet: sheet.name });
  const rowsBeside = new RowsBeside();
  return rows.flatMap(({ number, cells }): TableRow[] => {
    if (sheet.delimiter !== null) {
      const values = cells.map((cell) => (cell.value === null ? null : textOfCell(cell)));
      const { fault, notes = [] } = rowFaults(values, names.length, sheet.delimiter);
      findings.noteAll(notes, { sheet: sheet.name, row: number });
      if (fault !== null) {
        findings.issue(fault.code, { sheet: sheet.name, row: number }, fault.reason, fault.todo);
        return [];
      }
    }
    const texts = cells.map(textOfCell);
    const said = keys.map((key) => texts[key] ?? '');
    const [code = ''] = said;
    // Codes have digits, as names of those who sign have not.
    const isEntry = said.every((text) => text !== '') && /\d/.test(code) && !isTotal(code);
    const filled = texts.flatMap((text, index) => (text === '' ? [] : [{ heading: names[index] ?? '', text }]));
    const remark = rowsBeside.judge(filled, isEntry);
    if (remark !== null) {
      findings.note(remark.code, { sheet: sheet.name, row: number }, remark.reason, remark.todo);
      return [];
    }
    return [
      {
        sheet: sheet.name,
        number,
        cell: (column) => (column === undefined ? emptyCell : (cells[column.index] ?? emptyCell)),
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
