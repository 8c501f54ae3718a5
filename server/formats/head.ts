import { headingKeys } from '#rules/text/heading.ts';
import { isUnit } from '#rules/text/measure-units.ts';
import { emptyCell, textOfCell, type TableCell } from './cell.ts';
import type { Merge } from './tables.ts';

/** Titles stand above the names of the columns, but not further than this. */
export const headWithin = 40;
/** Rows of names: groups, their parts and the columns of those. */
const mostNameRows = 3;

/** Where the names of columns stand in a table, and what they are. */
export interface Head {
  /**
   * Its first row, from 0, and how many rows it takes: more than one where groups stand above the names of their columns, or
   * units below them.
   */
  readonly first: number;
  readonly rows: number;
  readonly names: readonly string[];
  /** Columns whose name is known. */
  readonly known: number;
}

/** A cell that numbers its column: (1), or with how it is computed, 5 = 3 + 4. */
const columnNumber = /^[([]?(\d{1,3})[)\]]?(?:\s*=[\s\d()+\-*/:x%.]+)?\)?$/;
/** A column of a group that holds the whole of it. */
const wholeOf = /^(?:tổng(?: số| cộng)?|cộng|chung|toàn bộ|total)$/i;
/** A cell that gives its column, of words, a letter. */
const columnLetter = /^[([]?([A-Z])[)\]]?$/;

/**
 * The row of headings of a table, of its first rows: the one with most names that are known, joined with the rows below where
 * those name columns of its groups; where none is known, the one with most words.
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

/** Every row, and every two and three, in which the names of columns may stand. */
export function* possibleHeads(
  rows: readonly (readonly TableCell[])[],
  known: ReadonlySet<string>,
  merges: readonly Merge[] = [],
): Generator<Head> {
  const count = (names: readonly string[]) => new Set(names.flatMap((name) => keyOf(name, known) ?? [])).size;
  for (let first = 0; first < Math.min(rows.length, headWithin); first++) {
    // Names over groups are no names of columns: the first of a group's would be taken for all of it.
    for (let depth = isGrouped(rows, first, merges) ? 2 : 1; depth <= mostNameRows; depth++) {
      const found = namesOver(rows, first, depth, known, merges);
      if (found === null) continue;
      const units = unitsIn(rows[first + depth]);
      const names = namesOf(withUnits(found.names, units ?? [], known));
      const rowsTaken = units === null ? depth : depth + 1;
      yield { first, rows: rowsTaken, names, known: count([...found.own, ...found.names]) };
    }
  }
}

/** Whether the row below a head numbers its columns: (1) (2) (3), or A B 1 2 as in tables of statistics, where words have letters. */
export function numbersColumns(row: readonly TableCell[] | undefined): boolean {
  const texts = (row ?? []).map(textIn);
  const letters = texts.flatMap((text) => columnLetter.exec(text)?.[1] ?? []);
  const numbers = texts.flatMap((text) => columnNumber.exec(text)?.[1] ?? []).map(Number);
  const isInOrder = (found: readonly number[]) => found.every((one, index) => one === (found[0] ?? 0) + index);
  return (
    texts.length >= 3 &&
    letters.length + numbers.length === texts.length &&
    (numbers[0] ?? 1) <= 1 &&
    (letters[0] ?? 'A') === 'A' &&
    isInOrder(numbers) &&
    isInOrder(letters.map((letter) => letter.charCodeAt(0)))
  );
}

/** The units that a row below the names of columns says, by column; null where it says anything else. */
function unitsIn(row: readonly TableCell[] | undefined): readonly string[] | null {
  const texts = (row ?? []).map(textIn);
  const units = texts.map((text) => text.replace(/^[([]\s*(.*?)\s*[)\]]$/, '$1'));
  const filled = units.filter((text) => text !== '');
  return filled.length > 0 && filled.every(isUnit) ? units : null;
}

/** Names that are known with their units in brackets, as a heading of one row has them. */
function withUnits(names: readonly string[], units: readonly string[], known: ReadonlySet<string>): string[] {
  return names.map((name, column) => {
    const unit = units[column] ?? '';
    const said = [...name.matchAll(/[([]\s*([^()[\]]*?)\s*[)\]]/g)].some(([, word = '']) => isUnit(word));
    return unit === '' || said || keyOf(name, known) === null ? name : `${name} (${unit})`;
  });
}

/**
 * Whether a row names groups, of whose columns the row below has the names: below it words stand under groups of several columns
 * alone, at the first of them too, and under nothing that has a column to itself.
 */
function isGrouped(rows: readonly (readonly TableCell[])[], first: number, merges: readonly Merge[]): boolean {
  const named = (rows[first] ?? []).map(textIn);
  const below = (rows[first + 1] ?? []).map(textIn);
  const filled = below.flatMap((text, column) => (text === '' ? [] : [column]));
  // Numbers are data, whatever stands above them.
  if (
    filled.some(
      (column) => typeof rows[first + 1]?.[column]?.value !== 'string' || /^[\d.,\s-]+$/.test(below[column] ?? ''),
    )
  )
    return false;
  const startOf = (column: number) =>
    (named[column] ?? '') !== '' ? column : named.findLastIndex((text, at) => at < column && text !== '');
  const starts = filled.map(startOf);
  const isWide = (start: number) =>
    merges.length > 0
      ? merges.some((one) => one.row === first && one.column === start && one.columns > 1)
      : starts.filter((one) => one === start).length > 1;
  return (
    filled.length > 1 &&
    starts.every((start) => start >= 0 && isWide(start)) &&
    starts.some((start) => filled.includes(start))
  );
}

function keyOf(name: string, known: ReadonlySet<string>): string | null {
  return headingKeys(name).find((key) => known.has(key)) ?? null;
}

function textIn(cell: TableCell | undefined): string {
  return textOfCell(cell ?? emptyCell)
    .replace(/[ \t\r\n]+/g, ' ')
    .trim();
}

/** Names of columns as one or several rows write them, and those of the lowest row: that one is known tells the head. */
interface Names {
  readonly names: readonly string[];
  readonly own: readonly string[];
}

/**
 * Names by so many rows: a group's columns are called by the rows below, with the group's name before it where they would not be
 * known without or where several groups have a column of that name. Null where a row below names nothing new.
 */
function namesOver(
  rows: readonly (readonly TableCell[])[],
  first: number,
  depth: number,
  known: ReadonlySet<string>,
  merges: readonly Merge[],
): Names | null {
  const upper = (rows[first] ?? []).map(textIn);
  if (depth === 1) return { names: upper, own: upper };
  const lower = namesOver(rows, first + 1, depth - 1, known, merges);
  if (lower === null) return null;
  const width = Math.max(upper.length, lower.names.length);
  const below = Array.from({ length: width }, (_, column) => lower.names[column] ?? '');
  const named = Array.from({ length: width }, (_, column) => upper[column] ?? '');
  const groups = named.map((text, column) => (text === '' ? groupOver(named, column, first, merges) : text));
  // A group has a name below some empty or merged place; else these are two rows of their own.
  if (!below.some((text, column) => text !== '' && named[column] !== groups[column])) return null;
  const twice = new Set(below.filter((text, column) => text !== '' && below.indexOf(text) !== column));
  const names = groups.map((group, column) => {
    const own = below[column] ?? '';
    // Below an empty place of a row that has another above it nothing is named yet.
    if (own === '') return named[column] ?? '';
    if (own === group || group === '' || (!twice.has(own) && keyOf(own, known) !== null)) return own;
    // The whole of a group is the group.
    return wholeOf.test(own) ? `${group} (${own})` : `${group} – ${own}`;
  });
  return { names, own: names.map((name, column) => (lower.own[column] ?? '') || name) };
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
