import type { CriteriaSet } from '#contract/criteria.ts';
import { m } from '#client/text/compiled/messages.js';
import { inLanguage } from '#client/text/format.ts';
import type { Difference } from './ranking-rows.ts';

/** Where figures contradict what was declared: the criterion, then each indicator with its value and its threshold. */
export function differenceWords(
  { no, reason, indicators }: Difference,
  set: Pick<CriteriaSet, 'criteria'>,
): { readonly criterion: string; readonly figures: readonly string[] } {
  const name = set.criteria.find((each) => each.no === no)?.name;
  return {
    criterion: m.ranking_differs({
      no: String(no),
      name: name === undefined ? '' : inLanguage(name),
      reason: inLanguage(reason),
    }),
    figures: indicators.map((figure) =>
      m.ranking_differs_by({ no: figure.no, name: inLanguage(figure.name), reason: inLanguage(figure.reason) }),
    ),
  };
}
