import type { Level, UnitKind } from '#contract/admin-units.ts';
import type { StatedShare } from './shares.ts';

/** A unit in force on the day before and, by what is stored, on the day itself. */
export interface UnitBefore {
  readonly id: number;
  readonly code: string;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly name: string;
  readonly parentCode: string | null;
  /** Whether its boundary is known: one without is judged by its code and name. */
  readonly drawn: boolean;
}

/** A unit of the file. */
export interface UnitSince {
  readonly code: string;
  readonly level: Level;
  readonly name: string | null;
}

/** Ground that a unit of before and one of the file share: which part of each (0 to 1) it is. */
export interface Overlap {
  readonly beforeId: number;
  readonly code: string;
  readonly ofBefore: number;
  readonly ofSince: number;
}

/**
 * What a decision says: how much of the unit that bore one code went to the one that bears another since; `none` where
 * boundaries cross and nothing went over.
 */
export interface DecidedEdge {
  readonly oldCode: string;
  readonly newCode: string;
  readonly share: StatedShare | 'none';
  /** Whether the unit of before goes on as the one since: a version of it, not another unit. */
  readonly continues: boolean;
  readonly decision: string | null;
  /** What the decision calls the unit of before; null where it does not. */
  readonly oldName: string | null;
}

/** A unit of before and one of since that it went into, wholly or in part. Of one that goes on, what stayed with it too. */
export interface Edge {
  readonly before: UnitBefore;
  readonly code: string;
  /** 0 to 1; null where nothing tells. */
  readonly share: number | null;
  readonly shareFrom: 'decision' | 'computed';
  readonly basis: 'decision' | 'geometry';
  readonly event: 'merge' | 'split' | 'transfer';
  readonly decision: string | null;
}

/** Whether and how one unit went into another, of which boundaries alone cannot tell. Shares 0 to 1. */
export interface Question {
  readonly before: UnitBefore;
  readonly since: UnitSince;
  readonly ofBefore: number;
  readonly ofSince: number;
}

/** A decision that cannot be followed. */
export interface DecisionFault {
  readonly edge: DecidedEdge;
  /**
   * `noUnitSince`: the file has no unit of the new code; `parts`: the parts of the unit are not those of one whole;
   * `goesOnTwice`: it goes on as two, or two go on as one; `elsewhere`: nothing of it lies where it is said to have gone;
   * `twice`: the same is said before; `settled`: an earlier import of the day has said already who the new unit is; `codeTaken`:
   * nothing is said to have gone over, but the new unit takes the code.
   */
  readonly fault: 'noUnitSince' | 'parts' | 'goesOnTwice' | 'elsewhere' | 'twice' | 'settled' | 'codeTaken';
}

/** Ground of a unit that by the boundaries lies in `code`, where no decision says that it went. */
export interface Contradiction {
  readonly before: UnitBefore;
  readonly code: string;
  readonly ofBefore: number;
}
