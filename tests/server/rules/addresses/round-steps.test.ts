import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differencesOf, isPublishable, isTellable, reached, type StepCounts } from '#rules/addresses/counts.ts';
import { roundSteps, scaleSteps } from '#rules/addresses/round-steps.ts';
import { randomFrom } from '#tests/support/households.ts';

const steps = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60));
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);

test('no count and no difference of rounded steps is 1 to 9, and their sum stays', () => {
  fc.assert(
    fc.property(
      steps.filter((all) => sum(all) >= 10),
      fc.nat(),
      (all, seed) => {
        const rounded = roundSteps(all, randomFrom(seed));
        expect(sum(rounded)).toBe(sum(all));
        expect(isPublishable(reached(rounded))).toBe(true);
        // What may be told is told as it is.
        if (all.every(isTellable)) expect(rounded).toEqual(all);
      },
    ),
  );
});

test('rounding is right on average', () => {
  const random = randomFrom(7);
  for (const all of [
    [3, 40, 50, 60],
    [1, 0, 0, 12],
    [4, 5, 6, 3],
    [60, 2, 3, 9],
  ] satisfies StepCounts[]) {
    const times = 20_000;
    const total = [0, 0, 0, 0];
    for (let time = 0; time < times; time++)
      roundSteps(all, random).forEach((count, at) => (total[at] = (total[at] ?? 0) + count));
    total.forEach((count, at) => expect(Math.abs(count / times - (all[at] ?? 0))).toBeLessThan(0.3));
  }
});

/** Every outcome that rounding can have: `random` answers 0 or almost 1 at each draw, in all ways. */
function outcomesOf(all: StepCounts): StepCounts[] {
  return Array.from({ length: 8 }, (_, bits) => {
    let draw = 0;
    return roundSteps(all, () => ((bits >> draw++) & 1 ? 0.999_999 : 0));
  });
}

test('whoever sees rounded steps can pin no count of 1 to 9: other numbers are rounded to the same', () => {
  for (const total of [10, 15, 19, 20, 24]) {
    const seen = new Map<string, Set<number>[]>();
    for (let a = 0; a <= total; a++)
      for (let b = 0; a + b <= total; b++)
        for (let c = 0; a + b + c <= total; c++) {
          const all: StepCounts = [a, b, c, total - a - b - c];
          for (const outcome of outcomesOf(all)) {
            const sets = seen.get(outcome.join()) ?? differencesOf(reached(all)).map(() => new Set<number>());
            differencesOf(reached(all)).forEach((count, at) => sets[at]?.add(count));
            seen.set(outcome.join(), sets);
          }
        }
    for (const sets of seen.values())
      for (const values of sets) {
        const [only = 0] = values;
        if (values.size === 1) expect(isTellable(only)).toBe(true);
      }
  }
});

test('no step is rounded by as many as thirty', () => {
  const few = fc.oneof(fc.nat(20), fc.nat(60));
  fc.assert(
    fc.property(
      fc.tuple(few, few, few, few).filter((all) => sum(all) >= 10),
      (all) => {
        for (const outcome of outcomesOf(all))
          reached(outcome).forEach((count, at) => expect(Math.abs(count - (reached(all)[at] ?? 0))).toBeLessThan(30));
      },
    ),
    { numRuns: 300 },
  );
  // Near that: three small steps that are thrown one way.
  expect(outcomesOf([0, 1, 18, 9])).toContainEqual([0, 28, 0, 0]);
});

test('scaling keeps the sum that is asked for', () => {
  fc.assert(
    fc.property(
      steps.filter((all) => sum(all) > 0),
      fc.nat(300),
      (all, wanted) => {
        const scaled = scaleSteps(all, wanted);
        expect(sum(scaled)).toBe(wanted);
        expect(scaled.every((count) => count >= 0)).toBe(true);
      },
    ),
  );
});
