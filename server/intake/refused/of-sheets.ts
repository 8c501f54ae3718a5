import type { Head } from '#formats/head.ts';
import { fillMerged } from '#formats/merged-cells.ts';
import type { TableSheet } from '#formats/tables.ts';
import type { Findings } from '../findings.ts';
import { mostRefusedRows, type RefusedSheet } from './book.ts';
import { withoutRefusedHeadings } from './headings.ts';

/** What was refused of the sheets of a workbook, each with its headings and what stands above them. */
export function refusedOfSheets(
  sheets: readonly TableSheet[],
  headOf: (sheet: TableSheet) => Head | null,
  findings: Findings,
): RefusedSheet[] {
  let left = mostRefusedRows;
  return sheets.flatMap((sheet): RefusedSheet[] => {
    const found = headOf(sheet);
    if (found === null || !sheet.cells.some((_, at) => findings.isRefused(at + 1, sheet.name))) return [];
    const { first, rows: headRows, names } = found;
    const begin = first + headRows;
    // What an earlier book said stands at the end of its rows.
    const width = withoutRefusedHeadings(names).length === names.length ? names.length : names.length - 2;
    const { rows } = fillMerged(sheet, begin);
    const rowOf = (at: number, most: number) => ({
      row: at + 1,
      cells: (rows[at] ?? []).slice(0, most),
      issues: findings.issuesOf(at + 1, sheet.name),
    });
    const refused = rows.flatMap((_, at) => (at >= begin && findings.isRefused(at + 1, sheet.name) ? [at] : []));
    const listed = refused.slice(0, left);
    left -= listed.length;
    return [
      {
        name: sheet.name,
        above: sheet.cells.slice(0, first).map((_, at) => rowOf(at, width)),
        // A column without a heading was given its number for one.
        head: names.slice(0, width).map((name, at) => (name === `(${at + 1})` ? '' : name)),
        rows: listed.map((at) => rowOf(at, width === names.length ? Infinity : width)),
      },
    ];
  });
}
