import type { BoundaryCollection } from '#contract/imports.ts';
import type { Limits } from '#formats/limits.ts';
import type { GivenFile } from '#formats/source.ts';

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
  readonly map: readonly { readonly field: string; readonly property: string }[];
  /** First day of the boundaries; null means each unit's own start. */
  readonly validFrom: string | null;
  readonly clean: boolean;
  readonly skipRefused: boolean;
  readonly dryRun: boolean;
  /** Who imports, as they say. */
  readonly by: string;
  readonly limits: Limits;
}

/**
 * "FIELD=property" as a person writes it, or null where it is not of that form. A field's name may hold "=", and stand in
 * quotes as a shell wants it: on the page nobody takes them off.
 */
export function parseMapping(pair: string): ImportRequest['map'][number] | null {
  const sign = pair.lastIndexOf('=');
  if (sign < 1) return null;
  const field = pair.slice(0, sign).trim();
  return { field: /^"(.+)"$/.exec(field)?.[1] ?? field, property: pair.slice(sign + 1).trim() };
}
