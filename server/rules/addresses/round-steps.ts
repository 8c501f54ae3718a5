import { fewestHouseholds as ten, type StepCounts } from './counts.ts';

type Four = [number, number, number, number];

/**
 * Households by step so that none of the four numbers is 1 to 9; their sum stays. A number too small is thrown together
 * with the nearest step that has any: drawn by lot, in proportion, so that sums of many places stay right on average.
 * `random` gives numbers from 0 up to 1. The sum must be nought or ten and more.
 */
export function roundSteps(steps: StepCounts, random: () => number): StepCounts {
  const rounded: Four = [...steps];
  for (let small = smallest(rounded); small !== null; small = smallest(rounded)) {
    const other = partnerOf(rounded, small);
    // Fewer than ten in all: such a place is not published.
    if (other === null) return rounded;
    const [few, many] = [rounded[small] ?? 0, rounded[other] ?? 0];
    const both = few + many;
    // Ten to the small one where that leaves the other ten or more; else all to one of them.
    const most = both >= 2 * ten ? ten : both;
    const taken = random() * most < few ? most : 0;
    rounded[small] = taken;
    rounded[other] = both - taken;
  }
  return rounded;
}

/** The step with the fewest households that may not be told; null where there is none. */
function smallest(steps: Four): number | null {
  const few = [0, 1, 2, 3].filter((at) => (steps[at] ?? 0) > 0 && (steps[at] ?? 0) < ten);
  return few.sort((a, b) => (steps[a] ?? 0) - (steps[b] ?? 0))[0] ?? null;
}

/** The nearest other step that has any households, of two the one with more. */
function partnerOf(steps: Four, at: number): number | null {
  const others = [0, 1, 2, 3].filter((other) => other !== at && (steps[other] ?? 0) > 0);
  const order = (other: number) => Math.abs(other - at) * 1e9 - (steps[other] ?? 0);
  return others.sort((a, b) => order(a) - order(b))[0] ?? null;
}

/** Households by step in the same proportions, of another sum. */
export function scaleSteps(steps: StepCounts, sum: number): StepCounts {
  const now = steps.reduce((total, count) => total + count, 0);
  if (now === sum || now === 0) return steps;
  const exact = steps.map((count) => (count * sum) / now);
  const whole = exact.map(Math.floor);
  const byRest = [0, 1, 2, 3].sort((a, b) => rest(exact[b]) - rest(exact[a]) || a - b);
  const missing = sum - whole.reduce((total, count) => total + count, 0);
  for (const at of byRest.slice(0, missing)) whole[at] = (whole[at] ?? 0) + 1;
  const [collected = 0, coded = 0, notified = 0, plated = 0] = whole;
  return [collected, coded, notified, plated];
}

function rest(count = 0): number {
  return count - Math.floor(count);
}
