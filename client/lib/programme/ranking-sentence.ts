import type { Ranking } from '#contract/ranking.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber } from '#client/text/format.ts';

/**
 * How the units of a set stand, in a sentence: who meets all criteria by assessment, and who is recognised by a decision,
 * which is another figure. Where nobody was assessed nobody is counted.
 */
export function rankingSentence(
  { meeting, closest, notAssessed, recognised }: Pick<Ranking, 'meeting' | 'closest' | 'notAssessed' | 'recognised'>,
  names: { readonly set: string; readonly units: string },
): string {
  const assessed = meeting.length + closest.length;
  if (assessed + notAssessed.length === 0) return m.ranking_sentence_nobody(names);
  const words = {
    ...names,
    of: formatNumber(assessed + notAssessed.length),
    recognised:
      recognised === null
        ? m.ranking_sentence_unrecognised()
        : m.ranking_sentence_recognised({ count: formatNumber(recognised.length) }),
  };
  if (assessed === 0) return m.ranking_sentence_none(words);
  const partly = closest.filter((unit) => unit.notAssessed.length > 0).length;
  return [
    m.ranking_sentence({
      ...words,
      meeting: formatNumber(meeting.length),
      open: formatNumber(notAssessed.length),
    }),
    ...(partly === 0 ? [] : [m.ranking_sentence_partly({ units: names.units, count: formatNumber(partly) })]),
  ].join(' ');
}
