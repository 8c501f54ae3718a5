import type { Level } from '#contract/admin-units.ts';
import type { IsoDate } from '#contract/common.ts';
import { dayBefore } from '#contract/days.ts';
import type { Measure } from '#contract/measures.ts';

/** Dates on which a measure has something new at a level; none where no unit of it ever has a figure. */
export function datesAt(
  { dates, levelDates }: Pick<Measure, 'dates' | 'levelDates'>,
  level: Level,
): readonly IsoDate[] {
  return levelDates?.[level] ?? dates;
}

/** Days on which units or their boundaries became others, each with its eve: a slider stops on both sides. The first days are no change. */
export function changesOf(boundaryDates: readonly IsoDate[]): IsoDate[] {
  return boundaryDates.slice(1).flatMap((day) => [dayBefore(day), day]);
}

/** The dates to stop at: those with data and the last day, in order, each once; none after the last day. */
export function stopsOf(dates: readonly IsoDate[], last: IsoDate): IsoDate[] {
  return [...new Set([...dates.filter((date) => date <= last), last])].sort();
}

/** The stop in force at a date: the last one not after it, or the first. */
export function stopAt(stops: readonly IsoDate[], at: IsoDate): number {
  let index = 0;
  for (const [position, stop] of stops.entries()) if (stop <= at) index = position;
  return index;
}

/** The date to compare with when none is named: the last stop at least a year before, else the first one; null where there is no other. */
export function earlierStop(stops: readonly IsoDate[], at: IsoDate): IsoDate | null {
  const yearBefore = `${String(Number(at.slice(0, 4)) - 1).padStart(4, '0')}${at.slice(4)}`;
  const others = stops.filter((stop) => stop !== at);
  return others.findLast((stop) => stop <= yearBefore) ?? others[0] ?? null;
}

/** Days from one date to another. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The stop nearest to so many days after the first one. */
export function nearestStop(stops: readonly IsoDate[], days: number): IsoDate | undefined {
  const [first] = stops;
  if (first === undefined) return undefined;
  const off = (stop: IsoDate) => Math.abs(daysBetween(first, stop) - days);
  return stops.reduce((best, stop) => (off(stop) < off(best) ? stop : best));
}

/**
 * Where the years stand on the line of stops: at the last stop of each, where there is room beside the one before. A year takes
 * `share` of the line.
 */
export function yearMarks(stops: readonly IsoDate[], share = 1 / 9): { readonly on: IsoDate; readonly year: string }[] {
  const [first, last] = [stops[0], stops.at(-1)];
  if (first === undefined || last === undefined) return [];
  const room = daysBetween(first, last) * share;
  const marks: { on: IsoDate; year: string }[] = [];
  for (const on of stops) {
    const year = on.slice(0, 4);
    const before = marks.at(-1);
    if (before?.year === year) before.on = on;
    else if (before === undefined || daysBetween(before.on, on) >= room) marks.push({ on, year });
  }
  return marks;
}
