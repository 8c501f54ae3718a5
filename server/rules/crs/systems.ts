/** A datum that is taken. The two lie some 225 m apart in Vietnam, although they share one ellipsoid. */
export type Datum = 'WGS 84' | 'VN-2000';

/** A coordinate reference system in which maps of Vietnam are kept. */
export interface CrsSystem {
  readonly epsg: number;
  readonly name: string;
  readonly datum: Datum;
  readonly kind: 'geographic' | 'projected';
  /** For proj4; heights are left out. */
  readonly definition: string;
}

/**
 * VN-2000 to WGS 84 by the ministry's seven parameters (EPSG:6960, coordinate-frame rotation). proj4 takes rotations
 * by the other convention, so their signs are turned; unturned the province lies 0.6 m off, without them some 200 m.
 */
const vn2000 =
  '+ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278 +no_defs';

/** VN-2000 / TM-3 by EPSG code: central meridian in degrees. */
const tm3Meridians: readonly (readonly [number, number])[] = [
  [5896, 102],
  [9205, 103],
  [9206, 104],
  [9207, 104.5],
  [9208, 104.75],
  [5897, 105],
  [9209, 105.5],
  [9210, 105.75],
  [9211, 106],
  [9212, 106.25],
  [9213, 106.5],
  [9214, 107],
  [9215, 107.25],
  [9216, 107.5],
  [5899, 107.75],
  [5898, 108],
  [9217, 108.25],
  [9218, 108.5],
];

/** UTM zones of Vietnam by EPSG code; VN-2000 has no code for 47N. */
const utmZones: readonly (readonly [epsg: number, datum: Datum, zone: number])[] = [
  [3405, 'VN-2000', 48],
  [3406, 'VN-2000', 49],
  [32647, 'WGS 84', 47],
  [32648, 'WGS 84', 48],
  [32649, 'WGS 84', 49],
];

/** What tells one transverse Mercator from another here: all have easting 500,000 m on their meridian. */
export interface Zone {
  readonly meridian: number;
  readonly scale: number;
}

/** Every transverse Mercator that is taken, by its parameters: files often give these and no code. */
export const crsZones: readonly (Zone & { readonly epsg: number; readonly datum: Datum })[] = [
  ...utmZones.map(([epsg, datum, zone]) => ({ epsg, datum, ...utmZone(zone) })),
  ...tm3Meridians.map(([epsg, meridian]) => ({ epsg, datum: 'VN-2000' as const, meridian, scale: 0.9999 })),
];

/** WGS 84, web mercator (met as a wrong label), UTM on both data, VN-2000 geographic and the 3-degree zones of the provinces. */
export const crsSystems: readonly CrsSystem[] = [
  {
    epsg: 4326,
    name: 'WGS 84',
    datum: 'WGS 84',
    kind: 'geographic',
    definition: '+proj=longlat +datum=WGS84 +no_defs',
  },
  {
    epsg: 3857,
    name: 'WGS 84 / Web mercator',
    datum: 'WGS 84',
    kind: 'projected',
    definition: '+proj=merc +a=6378137 +b=6378137 +units=m +nadgrids=@null +no_defs',
  },
  { epsg: 4756, name: 'VN-2000', datum: 'VN-2000', kind: 'geographic', definition: `+proj=longlat ${vn2000}` },
  ...utmZones.map(([epsg, datum, zone]): CrsSystem => ({
    epsg,
    name: `${datum} / UTM ${zone}N`,
    datum,
    kind: 'projected',
    definition: `+proj=utm +zone=${zone} +units=m ${datum === 'VN-2000' ? vn2000 : '+datum=WGS84 +no_defs'}`,
  })),
  ...tm3Meridians.map(([epsg, meridian]): CrsSystem => ({
    epsg,
    name: `VN-2000 / TM-3 ${writeMeridian(meridian)}`,
    datum: 'VN-2000',
    kind: 'projected',
    definition: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=0.9999 +x_0=500000 +y_0=0 +units=m ${vn2000}`,
  })),
];

/** The system of an EPSG code, or null where it is not one that we take. */
export function findCrs(epsg: number): CrsSystem | null {
  return crsSystems.find((system) => system.epsg === epsg) ?? null;
}

/** The same projection on a datum, or null where it is not taken: EPSG:32649 for EPSG:3406 on WGS 84. */
export function onDatum(system: CrsSystem, datum: Datum): CrsSystem | null {
  if (system.datum === datum) return system;
  if (system.kind === 'geographic') return findCrs(datum === 'WGS 84' ? 4326 : 4756);
  const zone = crsZones.find(({ epsg }) => epsg === system.epsg);
  return zone === undefined ? null : systemOfZone(zone, datum);
}

/** The system of a zone on a datum; null where that is none of ours. */
export function systemOfZone({ meridian, scale }: Zone, datum: Datum): CrsSystem | null {
  const zone = crsZones.find(
    (candidate) =>
      candidate.datum === datum &&
      Math.abs(candidate.meridian - meridian) < 1e-6 &&
      Math.abs(candidate.scale - scale) < 1e-7,
  );
  return zone === undefined ? null : findCrs(zone.epsg);
}

/** The meridian and scale of a UTM zone. */
export function utmZone(zone: number): Zone {
  return { meridian: zone * 6 - 183, scale: 0.9996 };
}

/** 108.5 as surveyors write it: 108°30′. */
function writeMeridian(degrees: number): string {
  const minutes = Math.round((degrees % 1) * 60);
  return `${Math.floor(degrees)}°${String(minutes).padStart(2, '0')}′`;
}
