import type { Level } from '#contract/admin-units.ts';
import type { Measure, MeasureGroup } from '#contract/measures.ts';
import { m } from '#client/text/compiled/messages.js';
import { inLanguage } from '#client/text/format.ts';
import type { ChoiceGroup } from '#client/ui/filter-options.ts';
import { datesAt } from './dates.ts';

/**
 * Measures under their groups, as a list to choose from. One of which no unit of the level has ever had a figure says so and
 * comes after the others of its group; groups that have nothing else come last.
 */
export function measureChoices(
  measures: readonly Measure[],
  groups: readonly MeasureGroup[],
  level: Level,
): ChoiceGroup[] {
  const hasData = (measure: Measure) => datesAt(measure, level).length > 0;
  const listed = groups.map(({ id, title }) => {
    const own = measures.filter(({ group }) => group === id);
    const choices = [
      ...own.filter(hasData).map((each) => ({ id: each.id, label: inLanguage(each.title) })),
      ...own
        .filter((each) => !hasData(each))
        .map((each) => ({ id: each.id, label: m.measure_without_data({ title: inLanguage(each.title) }) })),
    ];
    return { id, label: inLanguage(title), choices, known: own.some(hasData) };
  });
  return [...listed.filter(({ known }) => known), ...listed.filter(({ known }) => !known)].map(
    ({ known: _, ...group }) => group,
  );
}
