/** A stretch of a time line, as parts (0 to 1) of its whole length. */
export interface Stretch<Value> {
  readonly from: number;
  readonly to: number;
  readonly value: Value;
}

/** Days since 1 January 1970, for calendar dates `YYYY-MM-DD`. */
export function dayNumber(isoDate: string): number {
  return Date.parse(`${isoDate}T00:00:00Z`) / 86_400_000;
}

/** Where a day lies between two others, 0 to 1. */
export function placeOf(day: string, first: string, last: string): number {
  const length = dayNumber(last) - dayNumber(first);
  return length <= 0 ? 0 : Math.min(1, Math.max(0, (dayNumber(day) - dayNumber(first)) / length));
}

/** What holds when: each value from its day until the next one's, the last until the end. Days come oldest first. */
export function stretches<Value>(
  entries: readonly { readonly on: string; readonly value: Value }[],
  first: string,
  last: string,
): Stretch<Value>[] {
  return entries.map(({ on, value }, index) => {
    const next = entries[index + 1];
    return { from: placeOf(on, first, last), to: next === undefined ? 1 : placeOf(next.on, first, last), value };
  });
}
