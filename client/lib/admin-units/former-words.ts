import type { DissolvedUnit, FormerName, FoundUnit } from '#contract/admin-units.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, insideSentence } from '#client/text/format.ts';

type Event = DissolvedUnit['successors'][number]['event'];

const becameWords: Partial<Record<Event, (words: { units: string }) => string>> = {
  merge: m.search_merged,
  split: m.search_divided,
};

/** Why a search found a unit that is not called so: what it was called until when, and of one that no longer is, what became of it. */
export function formerWords(unit: FoundUnit | DissolvedUnit, asked: string): string {
  if (!('until' in unit)) return unit.formerly === undefined ? '' : nameWords(unit.formerly, asked);
  const { formerly, until, successors } = unit;
  const parts = [];
  if (formerly !== undefined) parts.push(nameWords(formerly, asked));
  parts.push(isByCode(unit, asked) ? nameWords(unit, asked) : m.search_until({ date: formatDate(until) }));
  const [first] = successors;
  if (first !== undefined) {
    const units = successors.map(({ name }) => insideSentence(name)).join(', ');
    parts.push((becameWords[first.event] ?? m.search_now_in)({ units }));
  }
  return parts.join('; ');
}

function nameWords({ code, name, until }: FormerName, asked: string): string {
  const words = { code, name: insideSentence(name), date: formatDate(until) };
  return isByCode({ code }, asked) ? m.search_code_of(words) : m.search_formerly(words);
}

function isByCode({ code }: Pick<FormerName, 'code'>, asked: string): boolean {
  return /^\d+$/.test(asked) && code.startsWith(asked);
}
