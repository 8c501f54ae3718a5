export { forLevel, levelFor, measureOf } from '#contract/opening.ts';

/** The last date of an ordered list that is not after another; the other itself where there is none. */
export function lastUpTo(dates: readonly string[], at: string): string {
  return dates.findLast((date) => date <= at) ?? at;
}
