import { datumOf, type StatedDatum } from './datum.ts';
import { codeOfName, datumOfName, foreignSystem, systemOfName, usualCode, zoneOfName } from './names.ts';
import { bareOf, isSphere, parameterOf, strangeUnitOf, type ProjJson } from './projjson.ts';
import { crsZones, findCrs, onDatum, systemOfZone, type CrsSystem, type Datum, type Zone } from './systems.ts';

/** Something in a file that its own parameters do not bear out, as it stands there. */
export interface Differing {
  readonly what: 'name' | 'code' | 'shift';
  readonly said: string;
}

/**
 * Why what a file states is not read: its datum or unit is not ours; name and parameters part by a datum, and nobody can
 * say which is right; the datum is not said; a zone of VN-2000 stands on WGS 84; its name is known but the parameters are
 * not those of the name; or we do not know the projection.
 */
export type CrsFault =
  | { readonly kind: 'datum' | 'unit' | 'shift'; readonly said: string }
  | { readonly kind: 'parted'; readonly said: string; readonly found: string }
  | { readonly kind: 'datumUnsaid' | 'zoneOfOther' | 'parameters' | 'unknown' };

/** What a file says of its coordinate system: nothing, one that we know, or another. */
export type StatedCrs =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly crs: CrsSystem; readonly label: string; readonly differs: Differing | null }
  | {
      readonly kind: 'other';
      readonly label: string;
      readonly fault: CrsFault;
      /** The datum that is stated without doubt, if it is one of ours. */
      readonly datum: Datum | null;
      /** What can have been meant; each says its datum. */
      readonly likely: readonly CrsSystem[];
    };

/**
 * Recognises what a file states: PROJJSON (from GDAL), or an authority's name as GeoJSON writes it. Parameters decide,
 * not the label: files are given names and codes that their parameters do not bear out.
 */
export function recogniseCrs(stated: unknown): StatedCrs {
  if (stated === null || stated === undefined) return { kind: 'none' };
  return typeof stated === 'string' ? fromName(stated) : fromParameters(stated as ProjJson);
}

function fromName(name: string): StatedCrs {
  if (/CRS84/i.test(name)) return { kind: 'known', crs: crsOf(4326), label: 'OGC:CRS84', differs: null };
  const code = codeOfName(name);
  const crs = code === null ? systemOfName(name) : findCrs(code);
  if (crs) return { kind: 'known', crs, label: code === null ? name : `EPSG:${crs.epsg}`, differs: null };
  const known = code === null ? null : foreignSystem(code);
  const label = known === null ? name.slice(0, 100) : `EPSG:${code} (${known.name})`;
  if (known) return { kind: 'other', label, fault: { kind: 'datum', said: known.datum }, datum: null, likely: [] };
  return { kind: 'other', label, fault: { kind: 'unknown' }, datum: datumOfName(name), likely: [] };
}

function fromParameters(whole: ProjJson): StatedCrs {
  const bare = bareOf(whole);
  const { crs } = bare;
  if (crs.type === 'EngineeringCRS') return { kind: 'none' };
  const name = crs.name ?? 'unnamed';
  const code = /^(?:EPSG|ESRI)$/i.test(crs.id?.authority ?? '') ? usualCode(Number(crs.id?.code)) : null;
  const label = name.slice(0, 100);
  const other = (
    fault: CrsFault,
    datum: Datum | null = null,
    likely: readonly (CrsSystem | null)[] = [],
  ): StatedCrs => ({
    kind: 'other',
    label: code === null ? label : `${label}, EPSG:${code}`,
    fault,
    datum,
    likely: likely.filter((system) => system !== null),
  });
  const unit = strangeUnitOf(crs);
  if (unit !== null) return other({ kind: 'unit', said: unit });
  const shape = shapeOf(crs, code);
  const stated = shape === 'webMercator' ? ofSphere : withLabel(datumOf(bare), name, code);
  if (stated.kind === 'other') return other({ kind: 'datum', said: stated.name });
  const called = systemOfName(name) ?? (code === null ? null : findCrs(code));
  const strange: CrsFault = { kind: called === null ? 'unknown' : 'parameters' };
  if (shape === null) return other(strange, stated.kind === 'ours' ? stated.datum : null);
  if (stated.kind === 'shift')
    return other({ kind: 'shift', said: stated.said }, null, [on(shape, 'VN-2000'), on(shape, 'WGS 84')]);
  if (stated.kind === 'unsaid') {
    // Degrees without a datum are WGS 84 by use; metres lie 225 m apart.
    if (shape === 'degrees') return { kind: 'known', crs: crsOf(4326), label, differs: null };
    return other({ kind: 'datumUnsaid' }, null, [on(shape, 'VN-2000'), on(shape, 'WGS 84')]);
  }
  const parted = partedFrom(stated.datum, [name, crs.base_crs?.name ?? ''], code, bare.shift !== null);
  if (parted !== null) {
    const both: readonly Datum[] = ['VN-2000', 'WGS 84'];
    return other(
      { kind: 'parted', said: parted, found: stated.datum },
      null,
      both.map((datum) => on(shape, datum)),
    );
  }
  const system = on(shape, stated.datum);
  if (system === null) {
    const elsewhere = stated.datum === 'WGS 84' ? on(shape, 'VN-2000') : null;
    return elsewhere === null ? other(strange, stated.datum) : other({ kind: 'zoneOfOther' }, null, [elsewhere]);
  }
  const differs = differing(system, name, code, stated);
  return { kind: 'known', crs: system, label: code === system.epsg ? `EPSG:${code}` : label, differs };
}

/** Web mercator stands on a sphere, whose datum programs call in many ways. */
const ofSphere: StatedDatum = { kind: 'ours', datum: 'WGS 84', named: null, shiftSaid: null };

/** Where nothing but the name or the code of the whole system tells the datum, it does. */
function withLabel(stated: StatedDatum, name: string, code: number | null): StatedDatum {
  if (stated.kind !== 'unsaid') return stated;
  const datum = datumOfName(name) ?? (code === null ? null : (findCrs(code)?.datum ?? null));
  return datum === null ? stated : { kind: 'ours', datum, named: null, shiftSaid: null };
}

type Shape = 'degrees' | 'webMercator' | Zone;

/** Degrees, web mercator or a transverse Mercator by its parameters; by the code where there are none. */
function shapeOf(crs: ProjJson, code: number | null): Shape | null {
  if (crs.type === 'GeographicCRS' || crs.type === 'GeodeticCRS') return 'degrees';
  const method = crs.conversion?.method?.name ?? '';
  if (isWebMercator(crs, method)) return 'webMercator';
  if (!crs.conversion) return crsZones.find(({ epsg }) => epsg === code) ?? (code === 3857 ? 'webMercator' : null);
  const meridian = parameterOf(crs, /longitude of/i);
  const usual =
    near(parameterOf(crs, /false easting/i) ?? 0, 500_000) &&
    near(parameterOf(crs, /false northing/i) ?? 0, 0) &&
    near(parameterOf(crs, /latitude of/i) ?? 0, 0);
  if (!/transverse mercator|gauss/i.test(method) || !usual || meridian === undefined) return null;
  return { meridian, scale: parameterOf(crs, /scale factor/i) ?? 1 };
}

/** By its own method, or as programs wrote it before there was one: Mercator on a sphere. */
function isWebMercator(crs: ProjJson, method: string): boolean {
  const moved = crs.conversion?.parameters?.some(({ value = 0, name = '' }) => value !== 0 && !/scale/i.test(name));
  if (moved === true) return false;
  return /pseudo.?mercator/i.test(method) || (/^mercator/i.test(method) && isSphere(crs));
}

function on(shape: Shape, datum: Datum): CrsSystem | null {
  if (shape === 'webMercator') return datum === 'WGS 84' ? findCrs(3857) : null;
  if (shape === 'degrees') return onDatum(crsOf(4326), datum);
  return systemOfZone(shape, datum);
}

/** The name or code that speaks of another datum than the parameters do; null where all agree. */
function partedFrom(datum: Datum, names: readonly string[], code: number | null, shifted: boolean): string | null {
  const ofCode = code === null ? null : (findCrs(code)?.datum ?? foreignSystem(code)?.datum ?? null);
  if (ofCode !== null && ofCode !== datum) return `EPSG:${code}`;
  const other = names.find((name) => (datumOfName(name) ?? datum) !== datum);
  // Vietnam's own shift leaves no doubt, whatever programs call what stands below it.
  return other === undefined || (shifted && other !== names[0]) ? null : other;
}

/** What of a file is not as its parameters are, although it is clear which system these give. */
function differing(
  system: CrsSystem,
  name: string,
  code: number | null,
  { named, shiftSaid }: Extract<StatedDatum, { kind: 'ours' }>,
): Differing | null {
  if (code !== null && code !== system.epsg) return { what: 'code', said: `EPSG:${code}` };
  const [ofName, own] = [zoneOfName(name), crsZones.find(({ epsg }) => epsg === system.epsg)];
  if (ofName && (own?.meridian !== ofName.meridian || own.scale !== ofName.scale)) return { what: 'name', said: name };
  if (shiftSaid !== null) return { what: 'shift', said: shiftSaid };
  return named !== null && (datumOfName(named) ?? system.datum) !== system.datum ? { what: 'name', said: named } : null;
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= 0.01;
}

function crsOf(epsg: number): CrsSystem {
  const crs = findCrs(epsg);
  if (!crs) throw new Error(`EPSG:${epsg} is missing in the list`);
  return crs;
}
