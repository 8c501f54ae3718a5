import type { AdminUnit, Level } from '#contract/admin-units.ts';

/** Where the words of these pages lead: addresses that keep date and language. */
export interface Links {
  readonly unit: (code: string, level: Level) => string;
  /** A measure on the map; for the map of one district, or of one that was, its code. */
  readonly measure: (id: string, within?: string) => string;
  readonly target: (id: string) => string;
  /** The way to a target, in the ranking. */
  readonly way: (id: string) => string;
  readonly agency: (id: string) => string;
  readonly content: (id: string) => string;
  /** Where figures come in. */
  readonly data: () => string;
}

/** What a code is called, and where it lies. */
export type UnitName = Pick<AdminUnit, 'name' | 'parentCode' | 'parentName' | 'formerDistricts'>;
