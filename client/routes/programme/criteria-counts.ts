import type { CriteriaSet } from '#contract/criteria.ts';
import type { Ranking } from '#contract/ranking.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber } from '#client/text/format.ts';

/** How a unit stands by a set: criteria met (null where nobody has assessed it) and those not met or not assessed. */
export interface CriteriaCount {
  readonly met: number | null;
  readonly total: number;
  readonly missing: readonly number[];
  readonly notAssessed: readonly number[];
}

/** While nothing is known. */
export const noCriteriaCounts: ReadonlyMap<string, CriteriaCount> = new Map();

/** Every unit that a ranking speaks of, by code. A unit that is missing here is one that the set is not for. */
export function criteriaCountsOf(
  { meeting, closest, notAssessed }: Pick<Ranking, 'meeting' | 'closest' | 'notAssessed'>,
  set: Pick<CriteriaSet, 'criteria'>,
): ReadonlyMap<string, CriteriaCount> {
  const total = set.criteria.length;
  const numbers = set.criteria.map(({ no }) => no);
  return new Map<string, CriteriaCount>([
    ...meeting.map((code) => [code, { met: total, total, missing: [], notAssessed: [] }] as const),
    ...closest.map((unit) => [unit.code, unit] as const),
    ...notAssessed.map((code) => [code, { met: null, total, missing: [], notAssessed: numbers }] as const),
  ]);
}

/** "13/19", "13/19, 1 chưa đánh giá"; of a unit that nobody assessed, that it was not. */
export function criteriaCountWords({ met, total, notAssessed }: CriteriaCount): string {
  if (met === null) return m.status_not_assessed().toLowerCase();
  const value = `${formatNumber(met)}/${formatNumber(total)}`;
  return notAssessed.length === 0 ? value : m.value_with_open({ value, open: formatNumber(notAssessed.length) });
}

/** How many of some units meet each criterion of a set, and of how many of them nobody knows. */
export function meetingByCriterion(
  set: Pick<CriteriaSet, 'criteria'>,
  counts: readonly CriteriaCount[],
): { no: number; met: number; open: number; of: number }[] {
  return set.criteria.map(({ no }) => ({
    no,
    of: counts.length,
    open: counts.filter(({ notAssessed }) => notAssessed.includes(no)).length,
    met: counts.filter(({ missing, notAssessed }) => !missing.includes(no) && !notAssessed.includes(no)).length,
  }));
}
