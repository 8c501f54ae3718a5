import { piecesOf } from './html-text.ts';

/** What a description says: columns of its tables, and the text that stands in none. */
export interface Described {
  readonly columns: readonly (readonly [column: string, value: string])[];
  readonly text: string;
}

interface Cell {
  readonly isHead: boolean;
  text: string;
}

type Row = readonly Cell[];

const longestName = 100;

/**
 * Fields that programs write into a description as a table: a row a field with its name and its value, or a row of names
 * above one of values. What is in a cell is its text, whatever tags stand in it; tables stand in cells of others.
 */
export function describedIn(html: string): Described {
  if (!/<t[dh]\b/i.test(html)) return { columns: [], text: html };
  const { tables, text } = tablesOf(html);
  const columns = tables.flatMap(columnsOf);
  return columns.length === 0 ? { columns, text: html } : { columns, text };
}

function tablesOf(html: string): { tables: readonly (readonly Row[])[]; text: string } {
  const tables: Cell[][][] = [[]];
  const open: { rows: Cell[][]; cell: Cell | null }[] = [{ rows: tables[0] ?? [], cell: null }];
  const outside: string[] = [];
  for (const piece of piecesOf(html)) {
    const current = open.at(-1);
    if (current === undefined) break;
    if ('text' in piece) {
      if (current.cell !== null) current.cell.text += piece.text;
      else outside.push(piece.text);
      continue;
    }
    const { tag, closes } = piece;
    if (tag === 'table') {
      if (!closes) {
        const rows: Cell[][] = [];
        tables.push(rows);
        open.push({ rows, cell: null });
      } else if (open.length > 1) open.pop();
    } else if (tag === 'tr') {
      current.cell = null;
      if (!closes) current.rows.push([]);
    } else if (tag === 'td' || tag === 'th') {
      // A cell ends where the next begins, whether it is said or not.
      current.cell = closes ? null : { isHead: tag === 'th', text: '' };
      if (current.rows.length === 0) current.rows.push([]);
      if (current.cell !== null) current.rows.at(-1)?.push(current.cell);
    } else if (current.cell !== null) {
      // Words that a line break parts do not become one.
      if (/^(br|p|div|li)$/.test(tag)) current.cell.text += ' ';
    } else outside.push(' ');
  }
  return { tables, text: tidy(outside.join('')) };
}

function columnsOf(rows: readonly Row[]): [string, string][] {
  const [head, values, third] = rows;
  const isHeading = head !== undefined && head.length > 0 && head.every(({ isHead }) => isHead);
  const pairs =
    isHeading &&
    values !== undefined &&
    third === undefined &&
    values.length === head.length &&
    values.every(({ isHead }) => !isHead)
      ? head.map((cell, index) => [cell, values[index]])
      : rows.filter(({ length }) => length === 2);
  return pairs.flatMap(([name, value]): [string, string][] => {
    const column = tidy(name?.text ?? '').replace(/\s*:$/, '');
    // ArcGIS writes an empty value in words.
    const text = tidy(value?.text ?? '').replace(/^<null>$/i, '');
    return column === '' || column.length > longestName ? [] : [[column, text]];
  });
}

function tidy(text: string): string {
  return text.replace(/[\s ]+/g, ' ').trim();
}
