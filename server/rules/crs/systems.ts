/** A coordinate reference system in which boundaries of Vietnam are kept. */
export interface CrsSystem {
  readonly epsg: number;
  readonly name: string;
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
export const tm3Meridians: readonly (readonly [number, number])[] = [
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

/** WGS 84, web mercator (met as a wrong label), VN-2000 geographic, UTM and the 3-degree zones of the provinces. */
export const crsSystems: readonly CrsSystem[] = [
  { epsg: 4326, name: 'WGS 84', kind: 'geographic', definition: '+proj=longlat +datum=WGS84 +no_defs' },
  {
    epsg: 3857,
    name: 'WGS 84 / Web mercator',
    kind: 'projected',
    definition: '+proj=merc +a=6378137 +b=6378137 +units=m +nadgrids=@null +no_defs',
  },
  { epsg: 4756, name: 'VN-2000', kind: 'geographic', definition: `+proj=longlat ${vn2000}` },
  { epsg: 3405, name: 'VN-2000 / UTM 48N', kind: 'projected', definition: `+proj=utm +zone=48 +units=m ${vn2000}` },
  { epsg: 3406, name: 'VN-2000 / UTM 49N', kind: 'projected', definition: `+proj=utm +zone=49 +units=m ${vn2000}` },
  ...tm3Meridians.map(([epsg, meridian]): CrsSystem => ({
    epsg,
    name: `VN-2000 / TM-3 ${writeMeridian(meridian)}`,
    kind: 'projected',
    definition: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=0.9999 +x_0=500000 +y_0=0 +units=m ${vn2000}`,
  })),
];

/** The system of an EPSG code, or null where it is not one that we take. */
export function findCrs(epsg: number): CrsSystem | null {
  return crsSystems.find((system) => system.epsg === epsg) ?? null;
}

/** 108.5 as surveyors write it: 108°30′. */
function writeMeridian(degrees: number): string {
  const minutes = Math.round((degrees % 1) * 60);
  return `${Math.floor(degrees)}°${String(minutes).padStart(2, '0')}′`;
}
