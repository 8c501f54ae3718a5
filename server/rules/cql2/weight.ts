import type { SpatialOperator } from './expression.ts';

/**
 * What a filter may weigh. A comparison weighs 1, which is about half a microsecond a feature; what else there is weighs
 * what it took the database on points and on boundaries (docs/api.md has the table).
 */
export const mostWeight = 200;

/** What asking for the commune of a feature on a day weighs beside the comparison: where one was cut its ground is asked. */
export const communeWeight = 9;

/** Weighs more than `mostWeight`: its message says what, and what to do. */
export class FilterTooHeavy extends Error {
  constructor(readonly weight: number) {
    super(`the filter weighs ${weight}, more than ${mostWeight}`);
  }
}

/** Those whose written geometry the database prepares once for all features. */
const prepared: ReadonlySet<SpatialOperator> = new Set(['s_intersects', 's_disjoint', 's_within']);

/** What a spatial condition weighs beside a geometry that is written with so many positions. */
export function spatialWeight(op: SpatialOperator | 's_dwithin', positions: number): number {
  if (op === 's_dwithin') return 20 + positions / 2;
  return prepared.has(op) ? 4 + positions / 100 : 10 + positions / 4;
}
