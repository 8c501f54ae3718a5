import type { Level } from '#contract/admin-units.ts';
import type { Measure } from '#contract/measures.ts';
import { levelFor, measureOf } from '#contract/opening.ts';
import { commonClasses } from '#client/map/classify.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, inLanguage } from '#client/text/format.ts';
import { levelWord } from '#client/text/words.ts';
import type { Address } from '../address.ts';
import type { Amendment } from './amend.ts';
import type { Frame } from './frame.ts';

/** What of a map's address does not go with the measures that there are; `at` is the day shown. */
export function amendMeasure(address: Address, measures: readonly Measure[], at: string): Amendment {
  const { measure: id, level, from, compare, on, classes } = address;
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
  if (on !== null && levelFor(measure, level) !== 'commune') {
    change.on = null;
    said.push(m.amend_on());
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

/** A former unit that no commune of the day shown lies in, as far as its frame is there, or that is asked for of another level. */
export function amendFormer(
  { former }: Address,
  level: Level,
  frame: Pick<Frame, 'question' | 'scope'> | null,
): Amendment {
  if (former === null) return { change: {}, said: [] };
  if (level !== 'commune') return { change: { former: null }, said: [m.amend_former_level()] };
  if (frame?.question.former !== former || frame.scope?.code === former) return { change: {}, said: [] };
  const { at, on } = frame.question;
  return { change: { former: null }, said: [m.amend_former({ date: formatDate(on ?? at), code: former })] };
}

function isClass(id: string, classes: Measure['classes']): boolean {
  return commonClasses.includes(id) || classes.some((each) => each.id === id);
}
