import { guardFormula } from './formula-guard.ts';

/** What a cell of a CSV file can hold; nothing stands where there is null. */
export type CsvCell = string | number | boolean | null | undefined;

/** A row of a CSV file (RFC 4180) of values as they are, without its line end: for a program. */
export function csvRow(cells: readonly CsvCell[]): string {
  return cells.map((cell) => quoted(cell ?? '')).join(',');
}

/** A row that people open in a spreadsheet: a text that begins like a formula is held to be a text (`guardFormula`). */
export function spreadsheetRow(cells: readonly CsvCell[]): string {
  return csvRow(cells.map((cell) => (typeof cell === 'string' ? guardFormula(cell) : cell)));
}

/** A CSV file that people open in a spreadsheet; without the byte order mark programs misread Vietnamese. */
export function spreadsheetFile(rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${rows.map((row) => `${spreadsheetRow(row)}\r\n`).join('')}`;
}

function quoted(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
