import { levelOfCode, type AdminUnit } from '#contract/admin-units.ts';
import { m } from '#client/text/compiled/messages.js';
import { levelWord } from '#client/text/words.ts';

/** The district of a commune: the one above it or, of a day without districts, the one that most of it lay in (`former`). */
export interface District {
  readonly code: string;
  readonly name: string;
  readonly former: boolean;
}

/** Null of a commune of which no district is known. */
export function districtOf({
  parentCode,
  parentName,
  formerDistricts,
}: Pick<AdminUnit, 'parentCode' | 'parentName' | 'formerDistricts'>): District | null {
  const [former] = formerDistricts ?? [];
  if (former !== undefined) return { code: former.code, name: former.name, former: true };
  if (parentCode === null || parentName === null || levelOfCode(parentCode) !== 'district') return null;
  return { code: parentCode, name: parentName, former: false };
}

/** The name of a district as it is said: one that is no more never by its name alone. */
export function districtWords({ name, former }: District): string {
  return former ? m.former_name({ name }) : name;
}

/** What a column of districts is called; null where there is nothing to put into it. */
export function districtTitle(districts: readonly (District | null)[]): string | null {
  const [known] = districts.filter((district) => district !== null);
  if (known === undefined) return null;
  return known.former ? m.former_label() : levelWord.district();
}
