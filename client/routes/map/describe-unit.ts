import type { Measure } from '#contract/measures.ts';
import type { UnitRow } from '#client/lib/admin-units/rows.ts';
import { m } from '#client/text/compiled/messages.js';
import { hasRanks, valueWords } from '#client/text/figures.ts';
import { formatNumber } from '#client/text/format.ts';

interface Subject {
  readonly row: UnitRow;
  readonly measure: Measure;
  readonly rank: { readonly place: number; readonly of: number } | null;
}

/** Name, value and place of a unit in one line: what the pointer shows and the live region says. */
export function describeUnit({ row, measure, rank }: Subject): string {
  const name = row.parentName === null ? row.name : `${row.name}, ${row.parentName}`;
  const value = valueWords(measure, row);
  if (rank === null || !hasRanks(measure)) return m.unit_said({ name, value });
  return m.unit_said_rank({ name, value, place: formatNumber(rank.place), of: formatNumber(rank.of) });
}
