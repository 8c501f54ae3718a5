import { recognitionLevels } from '#contract/admin-units.ts';
import type { ProgrammeReply } from '#contract/programme.ts';
import type { Paid } from '#contract/programme-resources.ts';
import type { Heir, RecognisedCommune, Transition } from '#contract/transition.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, formatNumber, inLanguage } from '#client/text/format.ts';
import { recognitionWord } from '#client/text/words.ts';

/** How the two programmes stand on the day: the old one in its years, ended but still paid out, or ended for good. */
export function transitionSentence({ at, from, to }: Pick<Transition, 'at' | 'from' | 'to'>): string {
  const words = { from: from.period, to: to.period, begun: formatDate(to.from) };
  if (at <= from.until) return m.transition_intro_before(words);
  const last = from.payable?.until ?? from.until;
  return at <= last ? m.transition_intro({ ...words, until: formatDate(last) }) : m.transition_intro_after(words);
}

/** Names of the sources of which nothing is recorded. */
export function silentNames({ silent }: Pick<Paid, 'silent'>, resources: ProgrammeReply['resources']): string {
  return resources
    .filter(({ id }) => silent.includes(id))
    .map(({ name }) => inLanguage(name))
    .join('; ');
}

/** A set of the new programme: its decision and how much of it the portal holds. */
export function setWords({ title, decision, criteria, indicators, officialIndicators }: Transition['sets'][number]) {
  const words = {
    title: inLanguage(title),
    decision,
    criteria: formatNumber(criteria),
    indicators: formatNumber(indicators),
  };
  return officialIndicators === null
    ? m.transition_set(words)
    : m.transition_set_of({ ...words, official: formatNumber(officialIndicators) });
}

/** "nông thôn mới 36; nông thôn mới nâng cao 12": levels at which nobody is recognised are left out. */
export function levelCounts(counts: Transition['counts']): string {
  return recognitionLevels
    .filter((level) => counts[level] > 0)
    .map((level) => `${recognitionWord[level]().toLowerCase()} ${formatNumber(counts[level])}`)
    .join('; ');
}

/** How a unit of today stands by the new criteria. */
export function heirWords({ standing, met, total, missing, notAssessed }: Heir): string {
  if (standing === 'notApplicable') return m.transition_not_applicable();
  if (standing === 'notAssessed' || met === null || total === null) return m.transition_not_assessed();
  const words = {
    met: formatNumber(met),
    total: formatNumber(total),
    numbers: missing.join(', '),
    open: formatNumber(notAssessed.length),
  };
  if (missing.length === 0) return notAssessed.length === 0 ? m.transition_all_met(words) : m.transition_open(words);
  return notAssessed.length === 0 ? m.transition_missing(words) : m.transition_missing_open(words);
}

/** Whether a commune still is what it was when it was recognised. */
export function isItself({ code, name, now }: RecognisedCommune): boolean {
  return now.length === 1 && now[0]?.code === code && now[0].name === name;
}
