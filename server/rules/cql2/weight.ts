import type { SpatialOperator } from './expression.ts';

/**
 * What a filter may weigh: a condition weighs 1, a property of which case or accents are passed over 2 more, twenty values of
 * a list 1 more; a spatial condition 8, with S_DISJOINT, S_INTERSECTS and S_WITHIN 4, and the more the more positions its
 * geometry has. About 200 times as long as a comparison takes the database for each feature, whatever is asked.
 */
export const mostWeight = 200;

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
  return op !== 's_dwithin' && prepared.has(op) ? 4 + positions / 100 : 8 + positions / 10;
}
