import type { IsoDate } from '#contract/common.ts';

/** The dates to stop at: those with data and the reference date, in order, each once; none after the reference date. */
export function stopsOf(dates: readonly IsoDate[], reference: IsoDate): IsoDate[] {
  return [...new Set([...dates.filter((date) => date <= reference), reference])].sort();
}

/** The stop in force at a date: the last one not after it, or the first. */
export function stopAt(stops: readonly IsoDate[], at: IsoDate): number {
  let index = 0;
  for (const [position, stop] of stops.entries()) if (stop <= at) index = position;
  return index;
}
