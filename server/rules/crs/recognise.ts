import { findCrs, tm3Meridians, type CrsSystem } from './systems.ts';

/** What a file says of its coordinate system: nothing, one that we know, or another. */
export type StatedCrs =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly crs: CrsSystem; readonly label: string }
  | { readonly kind: 'other'; readonly label: string; readonly likely: CrsSystem | null };

interface ProjJson {
  type?: string;
  name?: string;
  id?: { authority?: string; code?: number | string };
  source_crs?: ProjJson;
  components?: ProjJson[];
  base_crs?: ProjJson;
  datum?: { name?: string };
  datum_ensemble?: { name?: string };
  conversion?: { method?: { name?: string }; parameters?: { name?: string; value?: number }[] };
  transformation?: { parameters?: { name?: string; value?: number }[] };
}

/** First of the seven parameters of VN-2000: by it a datum without a name is known. */
const vn2000ShiftX = -191.904;

/**
 * Recognises what a file states: PROJJSON (from GDAL), or an authority's name as GeoJSON writes it. Files of survey
 * offices often describe a zone by its parameters without a code; those are compared.
 */
export function recogniseCrs(stated: unknown): StatedCrs {
  if (stated === null || stated === undefined) return { kind: 'none' };
  if (typeof stated === 'string') return fromName(stated);
  return fromProjJson(stated as ProjJson, false);
}

function fromName(name: string): StatedCrs {
  if (/CRS84/i.test(name)) return { kind: 'known', crs: crsOf(4326), label: 'OGC:CRS84' };
  const code = /EPSG:{1,2}(?:[\d.]*:)?(\d+)/i.exec(name)?.[1];
  const crs = code === undefined ? null : findCrs(Number(code));
  return crs
    ? { kind: 'known', crs, label: `EPSG:${crs.epsg}` }
    : { kind: 'other', label: name.slice(0, 100), likely: null };
}

function fromProjJson(crs: ProjJson, shiftedAsVn2000: boolean): StatedCrs {
  if (crs.type === 'BoundCRS' && crs.source_crs) {
    const first = crs.transformation?.parameters?.[0]?.value ?? 0;
    return fromProjJson(crs.source_crs, Math.abs(first - vn2000ShiftX) < 0.1);
  }
  if (crs.type === 'CompoundCRS' && crs.components?.[0]) return fromProjJson(crs.components[0], shiftedAsVn2000);
  if (crs.type === 'EngineeringCRS') return { kind: 'none' };
  const label = (crs.name ?? 'unnamed').slice(0, 100);
  const byCode = crs.id?.authority === 'EPSG' ? findCrs(Number(crs.id.code)) : null;
  if (byCode) return { kind: 'known', crs: byCode, label: `EPSG:${byCode.epsg}` };
  const base = crs.base_crs ?? crs;
  const datumName = [base.datum?.name, base.datum_ensemble?.name, base.name, label].join(' ');
  // MapInfo has no name for the datum: it writes the seven parameters.
  const vn2000 =
    shiftedAsVn2000 || /-191[._]90/.test(datumName) || /vn[\s_-]?2000|viet[\s_-]?nam[\s_-]?2000/i.test(datumName);
  const wgs84 = /wgs[\s_-]?(19)?84|world geodetic system 1984/i.test(datumName);
  const known = crs.type === 'ProjectedCRS' ? projected(crs, vn2000) : geographic(vn2000, wgs84);
  if (known) return { kind: 'known', crs: known, label };
  // A zone of VN-2000 that is declared on another datum: what was meant is likely, but 200 m are at stake.
  return { kind: 'other', label, likely: crs.type === 'ProjectedCRS' ? projected(crs, true) : null };
}

function geographic(vn2000: boolean, wgs84: boolean): CrsSystem | null {
  return vn2000 ? crsOf(4756) : wgs84 ? crsOf(4326) : null;
}

function projected({ name = '', conversion }: ProjJson, vn2000: boolean): CrsSystem | null {
  if (/pseudo-?mercator|web_mercator/i.test(`${name} ${conversion?.method?.name ?? ''}`)) return crsOf(3857);
  const value = (pattern: RegExp) =>
    conversion?.parameters?.find((parameter) => pattern.test(parameter.name ?? ''))?.value;
  if (!/transverse mercator/i.test(conversion?.method?.name ?? '')) return null;
  const [meridian, scale] = [value(/longitude of/i), value(/scale factor/i) ?? 1];
  const usual = near(value(/false easting/i) ?? 0, 500_000, 0.01) && near(value(/false northing/i) ?? 0, 0, 0.01);
  if (!usual || meridian === undefined || !vn2000) return null;
  const utm = [
    [3405, 105],
    [3406, 111],
  ] as const;
  const zones = near(scale, 0.9999, 1e-7) ? tm3Meridians : near(scale, 0.9996, 1e-7) ? utm : [];
  const zone = zones.find(([, ofZone]) => near(ofZone, meridian, 1e-6));
  return zone ? crsOf(zone[0]) : null;
}

function near(one: number, other: number, within: number): boolean {
  return Math.abs(one - other) <= within;
}

function crsOf(epsg: number): CrsSystem {
  const crs = findCrs(epsg);
  if (!crs) throw new Error(`EPSG:${epsg} is missing in the list`);
  return crs;
}
