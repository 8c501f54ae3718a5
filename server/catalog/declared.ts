import { createHash } from 'node:crypto';
import type { CriteriaSetDetail, Region } from '#contract/criteria.ts';
import type { UnitGroups } from '#contract/unit-groups.ts';
import type { Programme } from '#contract/programme.ts';
import { programmeOn } from '#contract/programme-frame.ts';
import { provinceRegions } from '#data/admin-units/regions.ts';
import type { Occasion } from '#rules/criteria/find-threshold.ts';
import { isInForce } from '#rules/in-force.ts';
import type { Catalog } from './collections.ts';
import { readCriteriaSets } from './criteria-sets.ts';
import { readProgrammes } from './programme.ts';
import { declaredSchemes } from './schemes.ts';

let sets: Promise<CriteriaSetDetail[]> | null = null;
let programmes: Promise<readonly Programme[]> | null = null;

/** The criteria sets of `data/criteria`, read once a process: files do not change under a running portal. */
export function declaredSets(): Promise<CriteriaSetDetail[]> {
  sets ??= readCriteriaSets();
  return sets;
}

/** The programmes of `data/programme`, oldest first, read once a process. */
export function declaredProgrammes(): Promise<readonly Programme[]> {
  programmes ??= readProgrammes();
  return programmes;
}

/** The programme that is meant on a day where nobody says which. */
export async function declaredProgrammeOn(day: string): Promise<Programme> {
  return programmeAmong(await declaredProgrammes(), day);
}

/** Of some programmes that which is meant on a day. Throws where there is none at all. */
export function programmeAmong(among: readonly Programme[], day: string): Programme {
  const frame = programmeOn(
    among.map((programme) => programme.frame),
    day,
  );
  const found = among.find((programme) => programme.frame === frame);
  if (found === undefined) throw new Error('data/programme declares no programme');
  return found;
}

/** Tells what the files of one release declare from what those of another do, which no revision of the database does. */
export async function digestOfDeclared({ collections }: Catalog): Promise<string> {
  const declared = await Promise.all([declaredSets(), declaredProgrammes()]);
  return createHash('sha1')
    .update(JSON.stringify([collections, ...declared, declaredSchemes, provinceRegions]))
    .digest('base64url');
}

/** Where and when a threshold is asked for of a unit: a group that has a region's thresholds goes before its province. */
export function occasionOf({
  province,
  groups,
  at,
}: {
  province: string | null;
  groups: UnitGroups;
  at: string;
}): Occasion {
  return { region: regionOfGroups(groups) ?? regionOf(province, at), groups, at };
}

/** The same of a whole province at the end of a year, or in the last year that it saw. */
export function occasionInYear(province: string, year: number): Occasion {
  const at = `${year}-12-31`;
  return { region: regionOf(province, at) ?? regionOf(province, `${year}-01-01`), groups: {}, at };
}

function regionOf(province: string | null, at: string): Region | null {
  return provinceRegions.find((each) => each.province === province && isInForce(each, at))?.region ?? null;
}

function regionOfGroups(groups: UnitGroups): Region | null {
  const own = declaredSchemes.flatMap((scheme) => scheme.groups.find(({ id }) => id === groups[scheme.id]) ?? []);
  return own.find(({ region }) => region !== null)?.region ?? null;
}
