import { headingKeys } from '#rules/text/heading.ts';
import { emptyCell, textOfCell, type TableCell } from './cell.ts';
import type { Merge } from './tables.ts';

/** Titles stand above the names of the columns, but not further than this. */
export const headWithin = 40;

/** Where the names of columns stand in a table, and what they are. */
export interface Head {
  /** Its first row, from 0, and how many rows it takes: two where groups stand above the names of their columns. */
  readonly first: number;
  readonly rows: 1 | 2;
  readonly names: readonly string[];
  /** Columns whose name is known. */
  readonly known: number;
}

/** Rows that nobody may read as data: they number the columns, (1) (2) (3). */
const columnNumber = /^\(?(\d{1,3})\)?$/;

/**
 * The row of headings of a table, of its first rows: the one with most names that are known, joined with the row below where
 * that one names columns of its groups; where none is known, the one with most words.
 */
export function findHead(
  rows: readonly (readonly TableCell[])[],
  known: ReadonlySet<string>,
  merges: readonly Merge[] = [],
): Head {
  let best: Head | null = null;
  for (const candidate of possibleHeads(rows, known, merges))
    if (best === null ? candidate.known > 0 : isBetter(candidate, best)) best = candidate;
  return best ?? wordiest(rows);
}

/** More names that are known; of as many, in a row by itself: the other may be a title or data. */
export function isBetter(one: Pick<Head, 'known' | 'rows'>, other: Pick<Head, 'known' | 'rows'>): boolean {
  return one.known > other.known || (one.known === other.known && one.rows < other.rows);
}

/** Every row, and every two, in which the names of columns may stand. */
export function* possibleHeads(
  rows: readonly (readonly TableCell[])[],
  known: ReadonlySet<string>,
  merges: readonly Merge[] = [],
): Generator<Head> {
  const count = (names: readonly string[]) => new Set(names.flatMap((name) => keyOf(name, known) ?? [])).size;
  for (let first = 0; first < Math.min(rows.length, headWithin); first++) {
    const single = namesOf((rows[first] ?? []).map(textIn));
    yield { first, rows: 1, names: single, known: count(single) };
    const joined = joinedNames(rows, first, known, merges);
    if (joined !== null) yield { first, rows: 2, names: joined.names, known: count(joined.own) };
  }
}

/** The number of rows below a head that number its columns: 0 or 1. */
export function numbersColumns(row: readonly TableCell[] | undefined): boolean {
  const numbers = (row ?? []).map((cell) => Number(columnNumber.exec(textIn(cell))?.[1] ?? Number.NaN));
  const start = numbers[0] ?? Number.NaN;
  return numbers.length >= 3 && start <= 1 && numbers.every((number, index) => number === start + index);
}

function keyOf(name: string, known: ReadonlySet<string>): string | null {
  return headingKeys(name).find((key) => known.has(key)) ?? null;
}

function textIn(cell: TableCell | undefined): string {
  return textOfCell(cell ?? emptyCell)
    .replace(/[ \t\r\n]+/g, ' ')
    .trim();
}

/**
 * Names by two rows: a group's columns are called by the row below, with the group's name before it where they would not be
 * known without or where several groups have a column of that name; and the lower names alone. Null where the row below names nothing new.
 */
function joinedNames(
  rows: readonly (readonly TableCell[])[],
  first: number,
  known: ReadonlySet<string>,
  merges: readonly Merge[],
): { readonly names: string[]; readonly own: readonly string[] } | null {
  const [upper, lower] = [rows[first] ?? [], rows[first + 1] ?? []];
  const width = Math.max(upper.length, lower.length);
  const below = Array.from({ length: width }, (_, column) => textIn(lower[column]));
  const named = Array.from({ length: width }, (_, column) => textIn(upper[column]));
  const groups = named.map((text, column) => (text === '' ? groupOver(named, column, first, merges) : text));
  // A group has a name below some empty or merged place; else these are two rows of their own.
  if (!below.some((text, column) => text !== '' && named[column] !== groups[column])) return null;
  const twice = new Set(below.filter((text, column) => text !== '' && below.indexOf(text) !== column));
  const names = groups.map((group, column) => {
    const own = below[column] ?? '';
    if (own === '' || own === group) return group;
    if (group === '' || (!twice.has(own) && keyOf(own, known) !== null)) return own;
    return `${group} – ${own}`;
  });
  // That a name is known tells the row, also where several groups have a column of it.
  return { names: namesOf(names), own: names.map((name, column) => below[column] || name) };
}

/** The name of the group whose merged cells, or else whose empty ones to its right, a column stands in. */
function groupOver(named: readonly string[], column: number, row: number, merges: readonly Merge[]): string {
  const merge = merges.find(
    (one) => one.row === row && one.column <= column && column < one.column + one.columns && one.columns > 1,
  );
  if (merge !== undefined) return named[merge.column] ?? '';
  if (merges.some((one) => one.row === row && one.columns > 1)) return '';
  return named.slice(0, column).findLast((text) => text !== '') ?? '';
}

function wordiest(rows: readonly (readonly TableCell[])[]): Head {
  const words = rows.slice(0, headWithin).map((row) => row.filter(({ value }) => typeof value === 'string').length);
  const first = Math.max(0, words.indexOf(Math.max(...words)));
  return { first, rows: 1, names: namesOf((rows[first] ?? []).map(textIn)), known: 0 };
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
