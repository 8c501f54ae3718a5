import type { UnitCriterion } from '#contract/criteria.ts';
import { m } from '#client/text/compiled/messages.js';
import { inLanguage } from '#client/text/format.ts';
import { statusWord } from '#client/text/words.ts';

/** What was declared of a criterion and what its figures come to, with the figures that say so: value and threshold. */
export function contradictionWords({ status, computed, indicators }: UnitCriterion): string {
  const figures = indicators
    .filter((indicator) => indicator.status === computed.status)
    .map(({ no, reason }) => `${no}: ${inLanguage(reason)}`);
  return m.profile_contradicts_by({
    declared: statusWord[status]().toLowerCase(),
    computed: statusWord[computed.status]().toLowerCase(),
    reason: [inLanguage(computed.reason), ...figures].join('; '),
  });
}
