import type { ChangeScale, Measure } from '#contract/measures.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, inLanguage } from '#client/text/format.ts';

/**
 * A measure as it is shown between two dates: the classes are those of the change, and so are the unit and the decimals.
 * Everything that shows a measure shows this one without knowing more. `title` says that it is a change.
 */
export function changeOf(measure: Measure, scale: ChangeScale, title: Measure['title']): Measure {
  const { classes, unit, decimals } = scale;
  return { ...measure, kind: 'change', title, classes, unit, decimals, method: null, wanted: null };
}

/** The title of a change, in the language that is spoken, which alone is loaded: another one is spoken to anew. */
export function changeTitle({ title }: Pick<Measure, 'title'>, from: string): Measure['title'] {
  const words = m.measure_change({ title: inLanguage(title), date: formatDate(from) });
  return { vi: words, en: words };
}
