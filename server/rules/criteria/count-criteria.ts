import type { CriteriaSetDetail, Status } from '#contract/criteria.ts';

/** How many criteria of a set stand how. `total` is all of them. */
export interface Tally {
  readonly met: number;
  readonly notMet: number;
  readonly notAssessed: number;
  readonly notApplicable: number;
  readonly total: number;
}

/** Criteria of a set by number with their statuses, declared or computed. A number that is missing is notAssessed. */
export type Statuses = ReadonlyMap<number, Status>;

/** Counts the criteria of a set. Only numbers of the set count. */
export function countCriteria(set: { criteria: readonly { no: number }[] }, statuses: Statuses): Tally {
  const count = (status: Status) =>
    set.criteria.filter(({ no }) => (statuses.get(no) ?? 'notAssessed') === status).length;
  return {
    met: count('met'),
    notMet: count('notMet'),
    notAssessed: count('notAssessed'),
    notApplicable: count('notApplicable'),
    total: set.criteria.length,
  };
}

/** How many indicators of a set the decision prints and how many are held here; null where the first is not known. */
export function countIndicators(set: CriteriaSetDetail): {
  official: number | null;
  held: number;
  missing: number | null;
} {
  const held = new Set(set.criteria.flatMap(({ indicators }) => indicators.map(({ no }) => no))).size;
  const official = set.officialIndicatorCount;
  return { official, held, missing: official === null ? null : official - held };
}
