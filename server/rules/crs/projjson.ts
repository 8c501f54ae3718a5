/** A unit as PROJJSON writes it: by name, or with its size in metres or radians. */
export type ProjUnit = string | { readonly name?: string; readonly conversion_factor?: number };

interface Parameter {
  readonly name?: string;
  readonly value?: number;
  readonly unit?: ProjUnit;
}

interface Frame {
  readonly name?: string;
  readonly ellipsoid?: {
    readonly name?: string;
    readonly semi_major_axis?: number | { readonly value?: number };
    readonly inverse_flattening?: number;
    readonly radius?: number | { readonly value?: number };
  };
  readonly prime_meridian?: { readonly name?: string; readonly longitude?: number | { readonly value?: number } };
}

/** What we read of a coordinate system in PROJJSON, as GDAL gives it out of .prj, GeoPackage, MapInfo and others. */
export interface ProjJson {
  readonly type?: string;
  readonly name?: string;
  readonly id?: { readonly authority?: string; readonly code?: number | string };
  readonly source_crs?: ProjJson;
  readonly components?: readonly ProjJson[];
  readonly base_crs?: ProjJson;
  readonly datum?: Frame;
  readonly datum_ensemble?: Frame;
  readonly conversion?: { readonly method?: { readonly name?: string }; readonly parameters?: readonly Parameter[] };
  readonly transformation?: { readonly parameters?: readonly Parameter[] };
  readonly coordinate_system?: { readonly axis?: readonly { readonly unit?: ProjUnit }[] };
}

/** The plane or geographic part of a system, and the TOWGS84 that it bears. */
export interface Bare {
  readonly crs: ProjJson;
  readonly shift: readonly number[] | null;
}

/** Takes off what is wrapped around a system: a shift to WGS 84, heights. */
export function bareOf(crs: ProjJson, shift: readonly number[] | null = null): Bare {
  if (crs.type === 'BoundCRS' && crs.source_crs) {
    return bareOf(
      crs.source_crs,
      (crs.transformation?.parameters ?? []).map(({ value = 0 }) => value),
    );
  }
  if (crs.type === 'CompoundCRS' && crs.components?.[0]) return bareOf(crs.components[0], shift);
  return { crs, shift };
}

/** The geodetic frame of a system or of the one below its projection. */
export function frameOf(crs: ProjJson): Frame {
  const base = crs.base_crs ?? crs;
  return base.datum ?? base.datum_ensemble ?? {};
}

/** Whether a system stands on a sphere of the size of the earth's equator. */
export function isSphere(crs: ProjJson): boolean {
  const { radius, semi_major_axis: axis, inverse_flattening: flattening } = frameOf(crs).ellipsoid ?? {};
  const size = plain(radius) ?? (flattening === 0 ? plain(axis) : undefined);
  return size !== undefined && Math.abs(size - 6_378_137) < 1;
}

/** A parameter of the projection; undefined where it has none. */
export function parameterOf({ conversion }: ProjJson, pattern: RegExp): number | undefined {
  return conversion?.parameters?.find(({ name = '' }) => pattern.test(name))?.value;
}

/** The name of the unit of a system's numbers where that is neither the metre nor the degree; else null. */
export function strangeUnitOf(crs: ProjJson): string | null {
  const units = [
    ...(crs.coordinate_system?.axis ?? []).map(({ unit }) => unit),
    crs.conversion?.parameters?.find(({ name = '' }) => /false easting/i.test(name))?.unit,
  ];
  const strange = units.find((unit) => unit !== undefined && !isUsual(unit));
  return strange === undefined ? null : typeof strange === 'string' ? strange : (strange.name ?? 'unknown');
}

function isUsual(unit: ProjUnit): boolean {
  if (typeof unit === 'string') return unit === 'metre' || unit === 'degree';
  const size = unit.conversion_factor ?? 1;
  return Math.abs(size - 1) < 1e-9 || Math.abs(size - Math.PI / 180) < 1e-9;
}

/** A number that PROJJSON may write with its unit. */
export function plain(number: number | { readonly value?: number } | undefined): number | undefined {
  return typeof number === 'object' ? number.value : number;
}
