import type { Status } from '#contract/criteria.ts';
import { compareStatuses } from '#rules/criteria/compare-statuses.ts';
import type { Statuses } from '#rules/criteria/count-criteria.ts';
import { comparisonValues } from './classes.ts';

/**
 * How declared and computed statuses of a unit go together: in how many criteria they contradict; else which side alone is
 * known; else that they agree wherever both are known. Null where neither side knows anything.
 */
export function judgeComparison(declared: Statuses, computed: Statuses): number | null {
  const contradicting = compareStatuses(declared, computed).filter(({ kind }) => kind === 'contradicts').length;
  if (contradicting > 0) return contradicting;
  const known = (statuses: Statuses) => [...statuses].filter(([, status]) => isKnown(status)).map(([no]) => no);
  const [said, found] = [known(declared), new Set(known(computed))];
  if (said.some((no) => found.has(no))) return comparisonValues.agree;
  if (said.length > 0) return comparisonValues.declaredOnly;
  return found.size > 0 ? comparisonValues.computedOnly : null;
}

function isKnown(status: Status): boolean {
  return status !== 'notAssessed';
}
