import type { Geometry } from 'geojson';
import { seen } from '#rules/text/shown.ts';

/**
 * What a filter says, however it was written: the abstract syntax of OGC 21-065r2 (CQL2), as far as the portal takes it.
 * Positions of geometries are as written, in the filter's own coordinate system.
 */
export type Expression =
  | { readonly kind: 'logic'; readonly op: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'truth'; readonly value: boolean }
  | {
      readonly kind: 'compare';
      readonly op: ComparisonOperator;
      readonly left: Scalar;
      readonly right: Scalar;
    }
  | { readonly kind: 'like'; readonly value: Scalar; readonly pattern: Scalar }
  | { readonly kind: 'between'; readonly value: Scalar; readonly low: Scalar; readonly high: Scalar }
  | { readonly kind: 'in'; readonly value: Scalar; readonly list: readonly Scalar[] }
  | { readonly kind: 'isNull'; readonly name: string; readonly at: number | null }
  | { readonly kind: 'spatial'; readonly op: SpatialOperator; readonly left: Place; readonly right: Place }
  | { readonly kind: 'near'; readonly left: Place; readonly right: Place; readonly metres: number };

export const comparisonOperators = ['=', '<>', '<', '<=', '>', '>='] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];

export const spatialOperators = [
  's_intersects',
  's_disjoint',
  's_equals',
  's_touches',
  's_within',
  's_contains',
  's_overlaps',
  's_crosses',
] as const;
export type SpatialOperator = (typeof spatialOperators)[number];

/** A value: a property's, or one that is written. `folded` means that case is passed over (CASEI). */
export type Scalar =
  | { readonly kind: 'property'; readonly name: string; readonly folded: boolean; readonly at: number | null }
  | { readonly kind: 'text'; readonly value: string; readonly folded: boolean; readonly at: number | null }
  | { readonly kind: 'number'; readonly value: number; readonly at: number | null }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number | null }
  /** A calendar day; a moment is the day that it is in Vietnam. */
  | { readonly kind: 'date'; readonly value: string; readonly at: number | null };

/** A geometry: the feature's own, or one that is written. */
export type Place =
  | { readonly kind: 'property'; readonly name: string; readonly at: number | null }
  | { readonly kind: 'geometry'; readonly geometry: Geometry; readonly at: number | null };

/** What a filter may hold at most, so that nobody can keep the database busy with one. */
export const filterLimits = { characters: 8_192, depth: 32, terms: 200, listed: 200, positions: 2_000 } as const;

/**
 * A filter that cannot be taken: one sentence that says what to do, and the character at which it went wrong (from 1).
 * JSON filters have no character; their sentence names the operator. Words of the filter may stand in the sentence.
 */
export class FilterFault extends Error {
  readonly reason: string;

  constructor(
    sentence: string,
    readonly at: number | null = null,
  ) {
    const reason = seen(sentence);
    super(at === null ? reason : `${reason} (character ${at})`);
    this.reason = reason;
  }
}

/** Throws FilterFault where a filter has more parts than anybody needs. */
export class TermCounter {
  #terms = 0;

  count(at: number | null): void {
    this.#terms++;
    if (this.#terms > filterLimits.terms) {
      throw new FilterFault(`The filter has more than ${filterLimits.terms} conditions: ask in several requests.`, at);
    }
  }
}
