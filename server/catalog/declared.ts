import { createHash } from 'node:crypto';
import type { CriteriaSetDetail, Region } from '#contract/criteria.ts';
import type { UnitGroups } from '#contract/unit-groups.ts';
import type { Programme } from '#contract/programme.ts';
import { provinceRegions } from '#data/admin-units/regions.ts';
import type { Occasion } from '#rules/criteria/find-threshold.ts';
import { isInForce } from '#rules/in-force.ts';
import type { Catalog } from './collections.ts';
import { readCriteriaSets } from './criteria-sets.ts';
import { readProgramme } from './programme.ts';
import { declaredSchemes } from './schemes.ts';

let sets: Promise<CriteriaSetDetail[]> | null = null;
let programme: Promise<Programme> | null = null;

/** The criteria sets of `data/criteria`, read once a process: files do not change under a running portal. */
export function declaredSets(): Promise<CriteriaSetDetail[]> {
  sets ??= readCriteriaSets();
  return sets;
}

/** The programme of `data/programme`, read once a process. */
export function declaredProgramme(): Promise<Programme> {
  programme ??= readProgramme();
  return programme;
}

/** Tells what the files of one release declare from what those of another do, which no revision of the database does. */
export async function digestOfDeclared({ collections }: Catalog): Promise<string> {
  const declared = await Promise.all([declaredSets(), declaredProgramme()]);
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
