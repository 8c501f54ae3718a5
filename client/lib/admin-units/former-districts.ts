import { levelOfCode, type AdminUnit, type FormerDistrict, type Level } from '#contract/admin-units.ts';
import type { Bbox } from '#contract/common.ts';
import { boxToFit, type Reach } from '#client/map/islands.ts';
import { m } from '#client/text/compiled/messages.js';
import { compareNames, formatNumber, insideSentence } from '#client/text/format.ts';

/** What tells where a commune lay: the unit above it now, and the districts that it came from. */
type Placed = Pick<AdminUnit, 'code' | 'parentCode' | 'parentName'> & {
  readonly formerDistricts?: readonly FormerDistrict[] | undefined;
};

/** A former district or province with the communes that lie in it, most of each. */
export interface FormerPlace {
  readonly level: Level;
  readonly code: string;
  /** As it was called, and as it is now that it is no more. */
  readonly plain: string;
  readonly name: string;
  readonly codes: ReadonlySet<string>;
}

/** The communes of a former district or province, of those inside a scope, and where they lie; null where there are none. */
export function formerPlace(
  units: readonly AdminUnit[],
  code: string,
  scope: { readonly codes: ReadonlySet<string> } | null,
): (FormerPlace & { readonly reach: Reach }) | null {
  const inside = units.filter((unit) => scope === null || scope.codes.has(unit.code));
  const level = levelOfCode(code);
  const places = level === 'province' ? provincesOf(inside) : districtsOf(inside);
  const place = places.find((each) => each.code === code);
  if (place === undefined) return null;
  return { ...place, reach: { bbox: boxAround(inside.filter((unit) => place.codes.has(unit.code))) } };
}

function boxAround(units: readonly AdminUnit[]): Bbox | null {
  const [first, ...others] = units.map(boxToFit).filter((box) => box !== null);
  if (first === undefined) return null;
  return others.reduce<Bbox>(
    ([west, south, east, north], box) => [
      Math.min(west, box[0]),
      Math.min(south, box[1]),
      Math.max(east, box[2]),
      Math.max(north, box[3]),
    ],
    first,
  );
}

/** The former districts that some communes lay in, in order of names. */
export function districtsOf(units: readonly Placed[]): FormerPlace[] {
  return placesOf(units, 'district', ([district]) => district);
}

/** The former provinces of those districts. */
export function provincesOf(units: readonly Placed[]): FormerPlace[] {
  return placesOf(units, 'province', ([district], { parentCode: code, parentName: name }) =>
    district === undefined || code === null || name === null ? undefined : (district.province ?? { code, name }),
  );
}

type Called = Pick<FormerDistrict, 'code' | 'name'>;
function placesOf(
  units: readonly Placed[],
  level: Level,
  placeOf: (districts: readonly FormerDistrict[], unit: Placed) => Called | undefined,
): FormerPlace[] {
  const places = new Map<string, Called & { readonly codes: Set<string> }>();
  for (const unit of units) {
    const own = placeOf(unit.formerDistricts ?? [], unit);
    if (own === undefined) continue;
    const place = places.get(own.code) ?? { code: own.code, name: own.name, codes: new Set() };
    places.set(own.code, place);
    place.codes.add(unit.code);
  }
  return [...places.values()]
    .sort((a, b) => compareNames(a.name, b.name))
    .map(({ name, ...place }) => ({ ...place, level, plain: name, name: m.former_name({ name }) }));
}

/**
 * What some communes can be narrowed to, with how many there are in each: former districts and, before its own, each province that has
 * become a part of another. Where there are several provinces a district says in which it was: names are borne more than once.
 */
export function formerChoices(units: readonly Placed[]): { readonly id: string; readonly label: string }[] {
  const provinces = provincesOf(units);
  return provinces.flatMap((province) => {
    const own = units.filter(({ code }) => province.codes.has(code));
    const parents = new Set(own.map(({ parentCode }) => parentCode));
    const isPart = units.some(({ code, parentCode }) => parents.has(parentCode) && !province.codes.has(code));
    const districts = districtsOf(own).map((district) =>
      optionOf(district, provinces.length === 1 ? district.name : `${district.name}, ${province.plain}`),
    );
    return isPart ? [optionOf(province, province.name), ...districts] : districts;
  });
}

function optionOf({ code, codes }: FormerPlace, name: string): { readonly id: string; readonly label: string } {
  return { id: code, label: m.former_option({ name, count: formatNumber(codes.size) }) };
}

/** "Huyện Đồng Xuân cũ", "Chủ yếu thành phố Tuy Hòa cũ (52%); còn lại ...": the districts that a commune came from. */
export function formerWords(districts: readonly FormerDistrict[]): string {
  const [main, ...others] = districts;
  if (main === undefined) return '';
  if (others.length === 0) return partWords(main);
  const [most, ...rest] = districts.map((district) => insideSentence(partWords(district)));
  return m.former_mainly({ name: most ?? '', others: rest.join(', ') });
}

function partWords({ name, share }: FormerDistrict): string {
  const former = m.former_name({ name });
  return share === null || share === 1 ? former : m.former_part({ name: former, share: formatNumber(share * 100, 1) });
}
