import { z } from 'zod';
import { UnitKind } from './admin-units.ts';
import { IsoDate, Text } from './common.ts';
import { Region } from './criteria.ts';

/** One group of a scheme. */
const Group = z.object({
  /** What files and thresholds call it: `1`, `II`. */
  id: z.string(),
  name: Text,
  /** Which units are in it by the words of the decision. */
  means: Text.nullable().default(null),
  /** The region whose thresholds hold for its units, whatever province they lie in. */
  region: Region.nullable().default(null),
  /** Groups of another scheme whose units are in this one, and no others. */
  follows: z
    .object({ scheme: z.string(), groups: z.array(z.string()) })
    .nullable()
    .default(null),
});

/** A way in which decisions sort communes into groups: by them thresholds differ, and who is helped how. */
export const GroupScheme = z.object({
  id: z.string(),
  title: Text,
  source: z.string(),
  appliesTo: z.array(UnitKind),
  /** Days on which a unit can come into a group of it. */
  validFrom: IsoDate.nullable(),
  validTo: IsoDate.nullable(),
  groups: z.array(Group).min(2),
});
export type GroupScheme = z.infer<typeof GroupScheme>;

/** What `data/admin-units/schemes.ts` writes: the same, with what is usual left out. */
export type GroupSchemeFile = z.input<typeof GroupScheme>;

/** Groups of one unit on a day, by scheme; a scheme in which nobody has put it is missing. */
export type UnitGroups = Readonly<Record<string, string>>;
