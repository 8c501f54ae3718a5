import { findCrs, onDatum, systemOfZone, utmZone, type CrsSystem, type Datum, type Zone } from './systems.ts';

/** Other codes of systems that are taken: web mercator before it had one of EPSG's, WGS 84 with heights. */
const aliases: Readonly<Record<number, number>> = {
  900913: 3857,
  102100: 3857,
  102113: 3857,
  3785: 3857,
  3587: 3857,
  4979: 4326,
};

/** Systems of Vietnam's old maps and of world maps that are not taken, so that a refusal can name them. */
const foreign: Readonly<Record<number, readonly [name: string, datum: string]>> = {
  4131: ['Indian 1960', 'Indian 1960'],
  3148: ['Indian 1960 / UTM zone 48N', 'Indian 1960'],
  3149: ['Indian 1960 / UTM zone 49N', 'Indian 1960'],
  3176: ['Indian 1960 / TM 106 NE', 'Indian 1960'],
  4147: ['Hanoi 1972', 'Hanoi 1972'],
  2044: ['Hanoi 1972 / Gauss-Kruger zone 18', 'Hanoi 1972'],
  2045: ['Hanoi 1972 / Gauss-Kruger zone 19', 'Hanoi 1972'],
  2093: ['Hanoi 1972 / GK 106 NE', 'Hanoi 1972'],
  4240: ['Indian 1975', 'Indian 1975'],
  24047: ['Indian 1975 / UTM zone 47N', 'Indian 1975'],
  24048: ['Indian 1975 / UTM zone 48N', 'Indian 1975'],
  4322: ['WGS 72', 'WGS 72'],
  32247: ['WGS 72 / UTM zone 47N', 'WGS 72'],
  32248: ['WGS 72 / UTM zone 48N', 'WGS 72'],
  32249: ['WGS 72 / UTM zone 49N', 'WGS 72'],
};

/** A code that is one of ours under another number, else itself. */
export function usualCode(code: number): number {
  return aliases[code] ?? code;
}

/** Name and datum of a system that is known but not taken; null of all others. */
export function foreignSystem(code: number): { readonly name: string; readonly datum: string } | null {
  const [name, datum] = foreign[code] ?? [];
  return name === undefined || datum === undefined ? null : { name, datum };
}

/** The EPSG code in a name as GeoJSON, GML and addresses write it: `urn:ogc:def:crs:EPSG::32648`, `.../EPSG/0/32648`. */
export function codeOfName(name: string): number | null {
  const code =
    /\b(?:EPSG|ESRI)(?:\.xml#|:{1,2}(?:[\d.]*:)?|\/(?:[\d.]+\/)?|\s+)(\d{4,6})\b/i.exec(name)?.[1] ??
    /^https?:\/\/(?:www\.)?epsg\.io\/(\d{4,6})\b/i.exec(name)?.[1] ??
    /^\s*(\d{4,6})\s*$/.exec(name)?.[1];
  return code === undefined ? null : usualCode(Number(code));
}

/** The datum that a name speaks of, if it is one of ours. */
export function datumOfName(name: string): Datum | null {
  if (/vn[\s_-]*2000|viet[\s_-]*nam[\s_-]*2000/i.test(name)) return 'VN-2000';
  // "Unknown based on WGS 84 ellipsoid" says nothing: VN-2000 lies on that ellipsoid too; nor does "using towgs84=".
  return /(?<!to)wgs[\s_-]*(?:19)?84(?![^,;]*(?:ellips|spheroid))|world geodetic system 1984/i.test(name)
    ? 'WGS 84'
    : null;
}

/** Central meridians of the zones of three degrees that have numbers instead. */
const numberedZones: Readonly<Record<string, number>> = { 481: 102, 482: 105, 491: 108 };

/** The zone that a name speaks of: "UTM zone 49N", "TM-3 108-30", "KTT 108°30'"; null where it speaks of none. */
export function zoneOfName(name: string): Zone | null {
  const words = name.replaceAll('_', ' ');
  const utm = /\bUTM\D*?(4[789])\s?N?\b(?!\s?S)/i.exec(words)?.[1];
  if (utm !== undefined) return utmZone(Number(utm));
  if (!/tm-? ?3|ktt|kinh tuy|m(?:ú|u)i ?(?:chiếu )?3/i.test(words)) return null;
  const meridian = /(?<!\d)(10[2-8])(?:[\s°.,:-]*(00|15|25|30|45|50|75|5)(?!\d))?(?![\d.])/.exec(words);
  const numbered = numberedZones[/zone (48[12]|491)\b/i.exec(words)?.[1] ?? ''];
  if (!meridian) return numbered === undefined ? null : { meridian: numbered, scale: 0.9999 };
  const part = { '15': 0.25, '25': 0.25, '30': 0.5, '5': 0.5, '50': 0.5, '45': 0.75, '75': 0.75 }[meridian[2] ?? ''];
  return { meridian: Number(meridian[1]) + (part ?? 0), scale: 0.9999 };
}

/** The system that a name alone tells: "WGS_1984_UTM_Zone_49N", "VN-2000 / TM-3 108-30"; null where it is not told. */
export function systemOfName(name: string): CrsSystem | null {
  if (/(?:pseudo|web)[\s_-]*mercator/i.test(name)) return findCrs(3857);
  const [datum, zone] = [datumOfName(name), zoneOfName(name)];
  if (datum === null) return null;
  if (zone !== null) return systemOfZone(zone, datum);
  const bare = /^(?:GCS_)?(?:WGS[\s_-]*(?:19)?84|VN[\s_-]*2000)(?:[\s(].*)?$/i.test(name) && !name.includes('/');
  const degrees = findCrs(4326);
  return bare && degrees ? onDatum(degrees, datum) : null;
}
