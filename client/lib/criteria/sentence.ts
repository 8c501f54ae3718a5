import type { Level } from '#contract/admin-units.ts';
import type { CriterionStatus } from '#contract/criteria.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber, inLanguage } from '#client/text/format.ts';

/** What a unit has reached and what it still lacks, in one sentence made from its criteria. */
export function criteriaSentence(criteria: readonly CriterionStatus[], applicable: boolean, level: Level): string {
  if (!applicable) return level === 'commune' ? m.criteria_not_applicable() : m.criteria_not_applicable_district();
  const of = (status: CriterionStatus['status']) => criteria.filter((entry) => entry.status === status);
  const counted = criteria.length - of('notApplicable').length;
  const met = of('met').length;
  const lacking = of('notMet');
  const open = of('notAssessed').length;
  if (met === 0 && lacking.length === 0) return m.criteria_none_assessed({ total: formatNumber(counted) });
  const figures = { met: formatNumber(met), total: formatNumber(counted) };
  if (lacking.length === 0)
    return open === 0 ? m.criteria_all(figures) : m.criteria_open({ ...figures, open: formatNumber(open) });
  const named = lacking
    .slice(0, 3)
    .map(({ no, name }) => `${inLanguage(name)} (${no})`)
    .join(', ');
  const rest = lacking.length - 3;
  const sentence =
    rest > 0
      ? m.criteria_lacking_more({ ...figures, named, rest: formatNumber(rest) })
      : m.criteria_lacking({ ...figures, named });
  return open === 0 ? sentence : m.criteria_open_too({ sentence, open: formatNumber(open) });
}
