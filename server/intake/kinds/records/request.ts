import type { RecordKind } from '#contract/imports.ts';
import type { Limits } from '#formats/limits.ts';
import type { GivenFile } from '#formats/source.ts';

/** A table of figures that somebody wants imported, and how. */
export interface RecordRequest {
  /** UUID of this import. */
  readonly id: string;
  readonly records: RecordKind;
  readonly file: GivenFile;
  readonly encoding: string | null;
  /** Imports what is left when refused rows are taken out. */
  readonly skipRefused: boolean;
  readonly dryRun: boolean;
  /** Who imports, as they say. */
  readonly by: string;
  readonly limits: Limits;
}
