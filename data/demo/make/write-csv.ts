import { csvRow } from '#rules/text/csv.ts';

/** CSV text (RFC 4180 quoting, LF line ends) with a header line. */
export function writeCsv(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [columns, ...rows].map((row) => `${csvRow(row)}\n`).join('');
}
