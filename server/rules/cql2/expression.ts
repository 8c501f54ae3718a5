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
  | { readonly kind: 'isNull'; readonly value: Scalar | WrittenPlace }
  | { readonly kind: 'spatial'; readonly op: SpatialOperator; readonly left: Place; readonly right: Place }
  | { readonly kind: 'near'; readonly left: Place; readonly right: Place; readonly metres: number }
  | { readonly kind: 'temporal'; readonly op: TemporalOperator; readonly left: Time; readonly right: Time };

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

/** Those that compare instants too, and those that compare intervals alone. */
export const instantOperators = ['t_after', 't_before', 't_disjoint', 't_equals', 't_intersects'] as const;
export const temporalOperators = [
  ...instantOperators,
  't_contains',
  't_during',
  't_finishedby',
  't_finishes',
  't_meets',
  't_metby',
  't_overlappedby',
  't_overlaps',
  't_startedby',
  't_starts',
] as const;
export type TemporalOperator = (typeof temporalOperators)[number];

export const arithmeticOperators = ['+', '-', '*', '/', '%', 'div', '^'] as const;
export type ArithmeticOperator = (typeof arithmeticOperators)[number];

/**
 * A value: a property's, or one that is written or computed. `folded` means that case is passed over (CASEI), `unaccented`
 * that accents are (ACCENTI).
 */
export type Scalar =
  | Property
  | (Folds & { readonly kind: 'text'; readonly value: string; readonly at: number | null })
  | { readonly kind: 'number'; readonly value: number; readonly at: number | null }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number | null }
  | Day
  | {
      readonly kind: 'arithmetic';
      readonly op: ArithmeticOperator;
      readonly left: Scalar;
      readonly right: Scalar;
      readonly at: number | null;
    }
  /** A condition as the value that it has, for comparing it with TRUE or FALSE. */
  | { readonly kind: 'condition'; readonly condition: Expression; readonly at: number | null };

interface Folds {
  readonly folded: boolean;
  readonly unaccented: boolean;
}
type Property = Folds & { readonly kind: 'property'; readonly name: string; readonly at: number | null };
/** A calendar day; a moment is the day that it is in Vietnam. */
interface Day {
  readonly kind: 'date';
  readonly value: string;
  readonly at: number | null;
}

/** An instant, or the time from one to another, both included; null is an open end. */
export type Time =
  | Instant
  | {
      readonly kind: 'interval';
      readonly from: Instant | null;
      readonly to: Instant | null;
      readonly at: number | null;
    };
export type Instant = Property | Day;

type Box = readonly [number, number, number, number];

/** A geometry: the feature's own, or one that is written. */
export type Place = { readonly kind: 'property'; readonly name: string; readonly at: number | null } | WrittenPlace;
export type WrittenPlace =
  | { readonly kind: 'geometry'; readonly geometry: Geometry; readonly at: number | null }
  /** Lower and upper corner, each in the order of axes of the filter's system. */
  | { readonly kind: 'box'; readonly box: Box; readonly at: number | null };

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
