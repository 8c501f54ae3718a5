import type { Level } from '#contract/admin-units.ts';
import type { DecidedEdge, Overlap, UnitBefore } from '#rules/succession/edges.ts';
import type { Triage } from '#rules/succession/triage.ts';

/** A unit of the day before, with what a file's figures are held against. */
export interface KnownBefore extends UnitBefore {
  readonly parentLevel: Level | null;
  readonly provinceCode: string | null;
  readonly population: number | null;
}

/** Ground that a unit of before and one of the file share, measured. */
export interface MeasuredOverlap extends Overlap {
  /** Whether both boundaries are the same, point by point. */
  readonly same: boolean;
  /** How far two lines of nearly the same ground part at most; null for others. */
  readonly deviationM: number | null;
}

/** What a file of boundaries that hold from a day on makes of the units of the day before. */
export interface Succession extends Triage {
  readonly day: string;
  readonly level: Level;
  readonly before: readonly KnownBefore[];
  /** Units of which an earlier import said what they are from the day on: code and id. */
  readonly settled: ReadonlyMap<string, number>;
  readonly overlaps: readonly MeasuredOverlap[];
  readonly decided: readonly DecidedEdge[];
}
