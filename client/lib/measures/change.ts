import type { ChangeScale, Measure } from '#contract/measures.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate } from '#client/text/format.ts';

/**
 * A measure as it is shown between two dates: the classes are those of the change, and so are the unit and the decimals.
 * Everything that shows a measure shows this one without knowing more. `title` says that it is a change.
 */
export function changeOf(measure: Measure, scale: ChangeScale, title: Measure['title']): Measure {
  const { classes, unit, decimals } = scale;
  return { ...measure, kind: 'change', title, classes, unit, decimals, method: null, wanted: null };
}

/** The title of a change: in both languages, for a file or a link may be read in the other. */
export function changeTitle({ title }: Pick<Measure, 'title'>, from: string): Measure['title'] {
  const date = formatDate(from);
  return {
    vi: m.measure_change({ title: title.vi, date }, { locale: 'vi' }),
    en: m.measure_change({ title: title.en, date }, { locale: 'en' }),
  };
}
