import type { BoundaryCollection } from '#contract/imports.ts';
import type { Limits } from '#formats/limits.ts';
import type { GivenFile } from '#formats/source.ts';
import type { ColumnPair } from '#rules/text/column-pairs.ts';

/** What somebody wants imported, and how. */
export interface ImportRequest {
  /** UUID of this import. */
  readonly id: string;
  readonly collection: BoundaryCollection;
  readonly files: readonly GivenFile[];
  readonly layer: string | null;
  /** EPSG code that overrules what the file says. */
  readonly crs: number | null;
  readonly encoding: string | null;
  readonly map: readonly ColumnPair[];
  /** First day of the boundaries; null means each unit's own start. */
  readonly validFrom: string | null;
  readonly clean: boolean;
  /** Ends what is on the file's ground the day before `validFrom` and is not known to go on. */
  readonly replace: boolean;
  /** Tables of what became of units on `validFrom`: from decisions, and answers to what they leave open. */
  readonly succession: GivenFile | null;
  readonly decisions: readonly GivenFile[];
  /** What decided it, where a row of those tables does not say. */
  readonly decision: string | null;
  readonly skipRefused: boolean;
  readonly dryRun: boolean;
  /** Who imports, as they say. */
  readonly by: string;
  readonly limits: Limits;
}
