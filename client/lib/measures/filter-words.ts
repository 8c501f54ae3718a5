import type { Measure } from '#contract/measures.ts';
import { m } from '#client/text/compiled/messages.js';
import { classNames } from '#client/text/figures.ts';

/** What the rows on screen were chosen by (a unit's name, classes of the legend), in words; null where by nothing. */
export function filterWords(measure: Measure, scope: string | null, classes: readonly string[]): string | null {
  const names = classNames(measure);
  const parts = [
    ...(scope === null ? [] : [scope]),
    ...(classes.length === 0
      ? []
      : [m.filter_classes({ classes: classes.map((id) => names.get(id) ?? id).join(', ') })]),
  ];
  return parts.length === 0 ? null : parts.join(' · ');
}
