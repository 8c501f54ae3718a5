import type { Chunks } from './chunks.ts';
import type { SourceFeature, SourceNote } from './driver.ts';

/** A file as it was given: its own name, and where it lies. */
export interface GivenFile {
  readonly name: string;
  readonly path: string;
  /** What is in it, where it was unpacked into memory and lies nowhere. */
  readonly bytes?: Uint8Array;
}

/** What is known of a layer before its features come. Coordinates are still the file's own, text is Unicode. */
export interface SourceHead {
  readonly format: string;
  readonly layer: string;
  readonly crs: unknown;
  readonly encoding: { readonly used: string; readonly how: 'cpg' | 'option' | 'guess' | 'format' };
  /** Whether places stand in columns of a table, not in geometries. */
  readonly tabular: boolean;
  /** Names of fields that the format may have cut off. */
  readonly cutNames?: readonly string[];
  /** The row of a table that was taken for its headings, as a spreadsheet numbers it. */
  readonly headRow?: number;
  /** Texts above the headings of a table. */
  readonly above?: readonly string[];
}

/** A layer that is open: its features come in chunks. */
export interface OpenSource extends SourceHead {
  readonly features: Chunks<SourceFeature>;
  /** What is to be said of the layer as a whole; complete when its features have been read. */
  notes(): readonly SourceNote[];
}
