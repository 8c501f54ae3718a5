import fc from 'fast-check';
import { reached, type Counts, type Direction } from '#rules/addresses/counts.ts';
import type { Draw } from '#rules/addresses/draws.ts';
import { prepare, settle, type Settled } from '#rules/addresses/release.ts';
import { bucketsOf, randomFrom, type TestHousehold } from './households.ts';

/** Groups of households that stand together, some across the edge of large squares. */
const group = fc.record({
  commune: fc.constantFrom('22001', '22002'),
  hamlet: fc.constantFrom('A', 'B', 'C', 'D', null),
  x: fc.constantFrom(52_500, 52_501, 52_503, 52_507, 52_735, 52_736, 52_740),
  y: fc.constantFrom(30_500, 30_501, 30_719, 30_720),
  step: fc.nat(3),
  households: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 8, max: 45 })),
});
/** Households of one place and step. */
export type Group = typeof group extends fc.Arbitrary<infer One> ? One : never;
/** Groups of one release. */
export const groups = fc.array(group, { minLength: 1, maxLength: 14 });
/** What becomes of groups until the next release: how many households come (or go) and whether they reach a step. */
const change = fc.record({
  of: fc.nat(13),
  more: fc.oneof(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -60, max: 60 })),
  steps: fc.constantFrom(0, 0, 1, -1),
  moves: fc.constantFrom(null, null, 'A', 'B'),
});
/** Groups of a first release, what becomes of them until later ones, and a seed of lots. */
export const history = fc.record({
  start: groups,
  later: fc.array(
    fc.record({ changes: fc.array(change, { maxLength: 8 }), fresh: fc.array(group, { maxLength: 3 }) }),
    {
      maxLength: 4,
    },
  ),
  seed: fc.nat(),
});

/** The groups of each release. */
export function lives({
  start,
  later,
}: {
  start: Group[];
  later: { changes: { of: number; more: number; steps: number; moves: string | null }[]; fresh: Group[] }[];
}): Group[][] {
  const all = [start];
  for (const { changes, fresh } of later) {
    const now = (all.at(-1) ?? []).map((one) => ({ ...one }));
    for (const { of, more, steps, moves } of changes) {
      const one = now[of % Math.max(1, now.length)];
      if (one === undefined) continue;
      one.households = Math.max(0, one.households + more);
      one.step = Math.min(3, Math.max(0, one.step + steps));
      one.hamlet = (moves as Group['hamlet']) ?? one.hamlet;
    }
    all.push([...now, ...fresh]);
  }
  return all;
}

const codes = ['22001', '22002'];
/** Households of a commune, counted as the database counts them. */
export const bucketsIn = (all: readonly Group[], code: string) =>
  bucketsOf(
    all
      .filter(({ commune }) => commune === code)
      .flatMap(({ hamlet, x, y, step, households }) =>
        Array.from({ length: households }, () => ({ hamlet, x, y, step }) as TestHousehold),
      ),
  );

/** A release as the service makes it. */
export interface Release {
  /** True counts of cells, by id. */
  readonly truth: ReadonlyMap<string, Counts>;
  readonly direction: Direction;
  readonly communes: readonly Settled[];
}

/** Publishes release after release, as the service does. `forgets` are those after which no draws are known. */
export function publish(all: readonly Group[][], seed: number, forgets: readonly number[] = []): Release[] {
  const random = randomFrom(seed);
  const releases: Release[] = [];
  const kept = new Map<string, Draw>();
  for (const [index, now] of all.entries()) {
    const earlierOf = (code: string) =>
      releases.map(({ communes }) => communes.find((one) => one.code === code)?.cells ?? []);
    const prepared = codes.map((code) => prepare(code, bucketsIn(now, code), earlierOf(code), kept));
    const release = settle(prepared, releases.at(-1)?.direction ?? null, random);
    const truth = new Map(prepared.flatMap(({ cells }) => cells.map(({ id, steps }) => [id, reached(steps)] as const)));
    releases.push({ ...release, truth });
    for (const { draws } of release.communes) for (const draw of draws) kept.set(draw.cell, draw);
    if (forgets.includes(index)) kept.clear();
  }
  return releases;
}
