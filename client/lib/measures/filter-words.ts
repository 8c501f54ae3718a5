import type { Measure } from '#contract/measures.ts';
import { m } from '#client/text/compiled/messages.js';
import { inLanguage } from '#client/text/format.ts';

/** What the rows on screen were chosen by (a unit's name, classes of the legend), in words; null where by nothing. */
export function filterWords(measure: Measure, scope: string | null, classes: readonly string[]): string | null {
  const names: Record<string, string> = {
    notAssessed: m.status_not_assessed(),
    notApplicable: m.status_not_applicable(),
  };
  for (const { id, label } of measure.classes) names[id] = inLanguage(label);
  const parts = [
    ...(scope === null ? [] : [scope]),
    ...(classes.length === 0 ? [] : [m.filter_classes({ classes: classes.map((id) => names[id] ?? id).join(', ') })]),
  ];
  return parts.length === 0 ? null : parts.join(' · ');
}
