/** Fewest households that a published count, or a difference between published counts, may stand for. */
export const fewestHouseholds = 10;

/** Households of a place: all, and those whose address reached each step: coded, owner notified, plate fitted. */
export type Counts = readonly [total: number, coded: number, notified: number, plated: number];

/** Households of a place by the last step that their address reached: collected, coded, notified, plated. */
export type StepCounts = readonly [collected: number, coded: number, notified: number, plated: number];

/** Which way the counts of a release move; `first` where nothing was published before. */
export type Direction = 'first' | 'up' | 'down';

/** A count of nobody. */
export const nobody: Counts = [0, 0, 0, 0];

/** Whether a number of households, or a change of it, is nought or large enough to be told. */
export function isTellable(households: number): boolean {
  return households === 0 || Math.abs(households) >= fewestHouseholds;
}

/** All that can be had from one place's counts by subtraction: each count, and each less every later one. */
export function differencesOf(counts: Counts): number[] {
  const steps = [...counts, 0];
  return steps.flatMap((count, index) => steps.slice(index + 1).map((later) => count - later));
}

/** Whether neither the counts of a place nor their differences stand for fewer households than may be told. */
export function isPublishable(counts: Counts): boolean {
  return differencesOf(counts).every((count) => count >= 0 && isTellable(count));
}

/** Whether counts may be published after all of these: no difference to any of them is one that may not be told. */
export function mayFollow(next: Counts, earlier: readonly Counts[]): boolean {
  const now = differencesOf(next);
  return earlier.every((before) => differencesOf(before).every((count, at) => isTellable((now[at] ?? 0) - count)));
}

/** Whether counts move only the one way. */
export function goes(direction: Direction, from: Counts, to: Counts): boolean {
  return to.every((count, at) => {
    const move = count - (from[at] ?? 0);
    return direction === 'down' ? move <= 0 : move >= 0;
  });
}

/** Counts of several places together. */
export function sumOf(all: readonly Counts[]): Counts {
  return all.reduce<Counts>(([t, c, n, p], [a, b, d, e]) => [t + a, c + b, n + d, p + e], nobody);
}

/** Households that reached at least each step. */
export function reached([collected, coded, notified, plated]: StepCounts): Counts {
  return [collected + coded + notified + plated, coded + notified + plated, notified + plated, plated];
}
