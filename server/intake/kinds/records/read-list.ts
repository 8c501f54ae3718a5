import type { TableSheet } from '#formats/tables.ts';
import type { IndicatorUnit } from '#contract/criteria.ts';
import { readAmount, readFigure } from '../../cells/figure.ts';
import { readDay, readText } from '../../cells/plain.ts';
import type { Findings } from '../../findings.ts';
import { columnUnit } from '../../cells/column-unit.ts';
import { findTable, seenSheets, type TableRow } from './find-table.ts';
import { missing, noTable, take } from './record-kind.ts';

/** A row of a list: its cells by our name of the column. Each reader tells its fault and gives null. */
export interface ListRow<Key extends string> {
  readonly row: TableRow;
  text(key: Key): string | null;
  day(key: Key): string | null;
  amount(key: Key): number | null;
  /** A figure in a unit; a share in percent is 95, "95 %" or a percentage cell. */
  figure(key: Key, unit: IndicatorUnit): number | null;
  where(key?: Key): ReturnType<TableRow['where']>;
  /** Like `text`, `day`, `amount`, `figure`; an empty cell is a fault too. */
  required<T>(key: Key, value: T | null, what: { vi: string; en: string }): T | null;
}

/**
 * The rows of every sheet that has the required headings. Where none has, the file is refused. `units` are those in which amounts
 * are wanted: a column that says another is converted, and told.
 */
export function readList<Key extends string>(
  sheets: readonly TableSheet[],
  headings: Readonly<Record<Key, readonly string[]>>,
  required: readonly NoInfer<Key>[],
  findings: Findings,
  units?: Readonly<Partial<Record<NoInfer<Key>, string>>>,
): ListRow<Key>[] {
  const tables = seenSheets(sheets, findings).flatMap((sheet) => findTable(sheet, headings, required, findings) ?? []);
  if (tables.length === 0) noTable(findings, required.map((key) => headings[key][0] ?? key).join(', '));
  return tables.flatMap(({ sheet, columns, rows, said, signOf }) => {
    const factors: Partial<Record<Key, number>> = {};
    for (const [key, wanted] of Object.entries(units ?? {}) as [Key, string][]) {
      const { factor, note } = columnUnit(columns[key]?.title ?? '', said, wanted);
      factors[key] = factor;
      if (note !== null) findings.noteAll([note], { sheet, ...(columns[key] && { property: columns[key].title }) });
    }
    return rows.map((row): ListRow<Key> => {
      const where = (key?: Key) => row.where(key === undefined ? undefined : columns[key]);
      const cell = (key: Key) => row.cell(columns[key]);
      return {
        row,
        where,
        text: (key) => take(readText(cell(key)), where(key), findings),
        day: (key) => take(readDay(cell(key)), where(key), findings),
        amount: (key) => {
          const amount = take(readAmount(cell(key), signOf(columns[key], [])), where(key), findings);
          return amount === null ? null : Number((amount * (factors[key] ?? 1)).toPrecision(15));
        },
        figure: (key, unit) => take(readFigure(cell(key), unit, signOf(columns[key], [])), where(key), findings),
        required(key, value, what) {
          if (value === null && cell(key).value === null) missing(findings, where(key), what);
          return value;
        },
      };
    });
  });
}
