import type { FormerDistrict } from '#contract/admin-units.ts';
import { grouped, type Pieces } from './pieces.ts';

/** A commune of the last day of districts, with the district and the province that it lay in; nulls where it lay in none. */
export interface CommuneThen {
  readonly id: number;
  readonly areaKm2: number | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly provinceCode: string | null;
  readonly provinceName: string | null;
}

/** A unit by what it is called. */
export interface Called {
  readonly code: string | null;
  readonly name: string | null;
}

/**
 * The districts that a commune came from, by the parts of communes of the last day of districts (`then`, by id) that it is made of:
 * the one with most of its ground first or, where that is not known of every part, the one with most communes. `province` is that of
 * the commune itself.
 */
export function formerDistrictsOf(
  pieces: Pieces,
  then: ReadonlyMap<number, CommuneThen>,
  province: Called,
): FormerDistrict[] {
  const parts = [...pieces].flatMap(([id, part]) => {
    const commune = then.get(id);
    if (commune === undefined) return [];
    return [{ commune, ground: part === null || commune.areaKm2 === null ? null : part * commune.areaKm2 }];
  });
  const whole = sumOf(parts);
  const districts = [...grouped(parts, ({ commune }) => commune.code)].map(([code, own]) => {
    const share = own.length === parts.length ? 1 : whole === null ? null : (sumOf(own) ?? 0) / whole;
    return { code, share, communes: own.length, first: own[0]?.commune };
  });
  return districts
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || b.communes - a.communes || compareCodes(a, b))
    .flatMap(({ code, share, first }) => {
      if (code === null || first === undefined || first.name === null) return [];
      const rounded = share === null ? null : Math.round(share * 1e4) / 1e4;
      return [{ code, name: first.name, share: rounded, ...otherProvince(first, province) }];
    });
}

function otherProvince(
  { provinceCode: code, provinceName: name }: CommuneThen,
  now: Called,
): Pick<FormerDistrict, 'province'> {
  const same = code === null || name === null || (code === now.code && name === now.name);
  return same ? {} : { province: { code, name } };
}

/** Null where it is not known of one. */
function sumOf(parts: readonly { readonly ground: number | null }[]): number | null {
  let sum = 0;
  for (const { ground } of parts) {
    if (ground === null) return null;
    sum += ground;
  }
  return sum > 0 ? sum : null;
}

function compareCodes(a: Pick<Called, 'code'>, b: Pick<Called, 'code'>): number {
  return (a.code ?? '').localeCompare(b.code ?? '');
}
