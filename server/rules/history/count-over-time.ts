import type { Status } from '#contract/criteria.ts';
import type { CountOnDay } from '#contract/history.ts';
import { countCriteria } from '../criteria/count-criteria.ts';

/** What counting needs of a revision of a criterion. */
export interface DatedStatus {
  readonly no: number;
  readonly status: Status;
  readonly validOn: string;
  /** True where another recording for the same day took its place. */
  readonly replaced: boolean;
}

/** How many criteria stood how from each day on which one was assessed, oldest first; the order of input never matters. */
export function countOverTime(
  set: { criteria: readonly { no: number }[] },
  revisions: readonly DatedStatus[],
): CountOnDay[] {
  const counting = revisions.filter(({ replaced }) => !replaced);
  const days = [...new Set(counting.map(({ validOn }) => validOn))].sort();
  const statuses = new Map<number, Status>();
  return days.map((on) => {
    for (const { no, status, validOn } of counting) if (validOn === on) statuses.set(no, status);
    return { on, ...countCriteria(set, statuses) };
  });
}
