/** A transverse Mercator as GDAL writes it in PROJJSON; what is not given is that of VN-2000 / UTM zone 49N. */
export interface Given {
  readonly name?: string;
  readonly datum?: string;
  readonly base?: string;
  readonly ellipsoid?: readonly [name: string, axis: number, flattening: number];
  readonly meridian?: number;
  readonly scale?: number;
  readonly easting?: number;
  readonly latitude?: number;
  readonly unit?: string | { readonly name: string; readonly conversion_factor: number };
  readonly code?: number | undefined;
  readonly shift?: readonly number[];
  readonly prime?: { readonly name: string; readonly longitude: number };
}

export const vn2000 = 'Vietnam 2000';
export const wgs84 = 'World Geodetic System 1984';

/** The PROJJSON of what is given. */
export function projected(given: Given): unknown {
  const { unit = 'metre', name = 'unnamed', code } = given;
  const parameter = (called: string, value: number, of: Given['unit'] = 'degree') => ({
    name: called,
    value,
    unit: of,
  });
  return bound(given, {
    type: 'ProjectedCRS',
    name,
    base_crs: { name: given.base ?? 'unnamed', datum: frame(given) },
    conversion: {
      name: 'unnamed',
      method: { name: 'Transverse Mercator' },
      parameters: [
        parameter('Latitude of natural origin', given.latitude ?? 0),
        parameter('Longitude of natural origin', given.meridian ?? 111),
        parameter('Scale factor at natural origin', given.scale ?? 0.9996, 'unity'),
        parameter('False easting', given.easting ?? 500_000, unit),
        parameter('False northing', 0, unit),
      ],
    },
    coordinate_system: { axis: [{ unit }, { unit }] },
    ...(code === undefined ? {} : { id: { authority: 'EPSG', code } }),
  });
}

/** Degrees on a datum. */
export function geographic(given: Given): unknown {
  const { unit = 'degree', name = 'unnamed', code } = given;
  return bound(given, {
    type: 'GeographicCRS',
    name,
    datum: frame(given),
    coordinate_system: { axis: [{ unit }, { unit }] },
    ...(code === undefined ? {} : { id: { authority: 'EPSG', code } }),
  });
}

function frame({ datum = vn2000, ellipsoid = ['WGS 84', 6_378_137, 298.257223563], prime }: Given) {
  const [name, axis, flattening] = ellipsoid;
  return {
    name: datum,
    ellipsoid: { name, semi_major_axis: axis, inverse_flattening: flattening },
    ...(prime ? { prime_meridian: prime } : {}),
  };
}

function bound({ shift }: Given, crs: unknown): unknown {
  if (shift === undefined) return crs;
  return {
    type: 'BoundCRS',
    source_crs: crs,
    transformation: { parameters: shift.map((value) => ({ name: 'translation', value })) },
  };
}
