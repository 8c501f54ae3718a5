import type { Measure } from '#contract/measures.ts';
import type { UnitRow } from '#client/lib/admin-units/rows.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber, inLanguage } from '#client/text/format.ts';
import { statusWord } from '#client/text/words.ts';

interface Subject {
  readonly row: UnitRow;
  readonly measure: Measure;
  readonly rank: { readonly place: number; readonly of: number } | null;
}

/** Name, value and place of a unit in one line: what the pointer shows and the live region says. */
export function describeUnit({ row, measure, rank }: Subject): string {
  const name = row.parentName === null ? row.name : `${row.name}, ${row.parentName}`;
  const value = valueWords(row, measure);
  if (rank === null || measure.criterionNo !== null) return m.unit_said({ name, value });
  return m.unit_said_rank({ name, value, place: formatNumber(rank.place), of: formatNumber(rank.of) });
}

function valueWords(row: UnitRow, measure: Measure): string {
  if (row.class === 'notApplicable') return statusWord.notApplicable().toLowerCase();
  if (row.value === null) return statusWord.notAssessed().toLowerCase();
  if (measure.criterionNo !== null) {
    const entry = measure.classes.find(({ id }) => id === row.class);
    return entry === undefined ? formatNumber(row.value) : inLanguage(entry.label).toLowerCase();
  }
  const figure = formatNumber(row.value, measure.decimals);
  const unit = measure.unit === null ? '' : inLanguage(measure.unit);
  return unit === '%' ? `${figure}%` : `${figure} ${unit}`;
}
