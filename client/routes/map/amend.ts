import type { Measure } from '#contract/measures.ts';
import { measureOf } from '#contract/opening.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, inLanguage } from '#client/text/format.ts';
import { levelWord } from '#client/text/words.ts';
import type { Address } from '../address.ts';

/** What an address asks for and cannot be had, put right, with a sentence for each. */
export interface Amendment {
  readonly change: Partial<Address>;
  readonly said: readonly string[];
}

/** Classes that every measure has beside its own. */
export const commonClasses: readonly string[] = ['notAssessed', 'notApplicable'];

/** A day after the last one that there is anything to say of. */
export function amendDates({ at, from, compare }: Address, last: string): Amendment {
  const late = (date: string | null) => date !== null && date > last;
  return {
    change: {
      ...(late(at) ? { at: null } : {}),
      ...(late(from) ? { from: null } : {}),
      ...(late(compare) ? { compare: null } : {}),
    },
    said: [at, from, compare].flatMap((date) =>
      date !== null && date > last ? [m.amend_future({ date: formatDate(date), reference: formatDate(last) })] : [],
    ),
  };
}

/** What of a map's address does not go with the measures that there are; `at` is the day shown. */
export function amendMeasure(address: Address, measures: readonly Measure[], at: string): Amendment {
  const { measure: id, level, from, compare, classes } = address;
  const measure = measureOf(measures, id, level);
  if (measure === null) return { change: {}, said: [] };
  const title = inLanguage(measure.title);
  const change: { -readonly [Key in keyof Address]?: Address[Key] } = {};
  const said: string[] = [];
  if (id !== null && measure.id !== id) {
    change.measure = null;
    said.push(m.amend_measure({ id, title }));
  }
  if (level !== null && !measure.levels.includes(level)) {
    change.level = null;
    said.push(m.amend_level({ title, level: levelWord[level]().toLowerCase() }));
  }
  if (from !== null && measure.change === null) {
    change.from = null;
    said.push(m.amend_no_change({ title }));
  } else if (from !== null && from >= at) {
    change.from = null;
    said.push(m.amend_from({ from: formatDate(from), at: formatDate(at) }));
  } else if (from !== null && compare !== null) {
    change.compare = null;
    said.push(m.amend_both());
  }
  if (compare !== null && compare === at) {
    change.compare = null;
    said.push(m.amend_same({ date: formatDate(at) }));
  }
  // The classes of a change are known by the change.
  const known = from !== null && change.from === undefined ? null : measure.classes;
  const unknown = known === null ? [] : classes.filter((name) => !isClass(name, known));
  if (unknown.length > 0) {
    change.classes = classes.filter((name) => !unknown.includes(name));
    said.push(m.amend_class({ title, id: unknown.join(', ') }));
  }
  return { change, said };
}

function isClass(id: string, classes: Measure['classes']): boolean {
  return commonClasses.includes(id) || classes.some((each) => each.id === id);
}
