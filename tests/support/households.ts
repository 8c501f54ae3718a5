import type { Bucket } from '#rules/addresses/cells.ts';
import type { StepCounts } from '#rules/addresses/counts.ts';

/** A household as a test knows it: where it stands, in which hamlet, and which step (0 to 3) its address reached. */
export interface TestHousehold {
  readonly hamlet: string | null;
  readonly x: number;
  readonly y: number;
  readonly step: number;
}

/** Households counted as the database counts them before anything is published. */
export function bucketsOf(households: readonly TestHousehold[]): Bucket[] {
  const buckets = new Map<string, Bucket>();
  for (const { hamlet, x, y, step } of households) {
    const key = JSON.stringify([hamlet, x, y]);
    const steps = [...(buckets.get(key)?.steps ?? [0, 0, 0, 0])] as [number, number, number, number];
    steps[step] = (steps[step] ?? 0) + 1;
    buckets.set(key, { hamlet, x, y, steps: steps satisfies StepCounts });
  }
  return [...buckets.values()];
}

/** Numbers from 0 up to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
