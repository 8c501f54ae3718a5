import { createHash } from 'node:crypto';
import type { CriteriaSetDetail, Region } from '#contract/criteria.ts';
import type { Programme } from '#contract/programme.ts';
import { provinceRegions } from '#data/admin-units/regions.ts';
import type { Catalog } from './collections.ts';
import { readCriteriaSets } from './criteria-sets.ts';
import { readProgramme } from './programme.ts';

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
    .update(JSON.stringify([collections, ...declared]))
    .digest('base64url');
}

/** The region of a province by which thresholds are set; null where it is not known. */
export function regionOf(province: string | null): Region | null {
  return province === null ? null : (provinceRegions[province] ?? null);
}
