import { datumOfName } from './names.ts';
import { frameOf, plain, type Bare } from './projjson.ts';
import { shiftsOfName } from './shift-of-name.ts';
import type { Datum } from './systems.ts';

/**
 * The datum that the parameters of a system give: one of ours (`shiftSaid` is the TOWGS84 where that is near Vietnam's
 * but not the same), two that could be meant, none (`named` is what stands there), or one that is not ours.
 */
export type StatedDatum =
  | { readonly kind: 'ours'; readonly datum: Datum; readonly named: string | null; readonly shiftSaid: string | null }
  | { readonly kind: 'unsaid' }
  | { readonly kind: 'shift'; readonly datum: Datum; readonly said: string }
  | { readonly kind: 'other'; readonly name: string };

/** VN-2000 to WGS 84 as the ministry published it (Decision 05/2007/QĐ-BTNMT, EPSG:6960); rotations by position vector. */
const published = [-191.90441429, -39.30318279, -111.45032835, 0.00928836, -0.01975479, 0.00427372, 0.252906278];

/** Metres that an arc second of rotation and a millionth of scale move what lies on the ground. */
const metresOf = [1, 1, 1, 30.9, 30.9, 30.9, 6.38];
/** Parameters that move nothing by more than this are the published ones, rounded or of an earlier adjustment. */
const nearM = 5;
const sameM = 0.05;

/** The datum of a system by its parameters: name, ellipsoid, prime meridian and shift. */
export function datumOf({ crs, shift: bound }: Bare): StatedDatum {
  const frame = frameOf(crs);
  const base = crs.base_crs ?? crs;
  const name = frame.name ?? '';
  const greenwich = plain(frame.prime_meridian?.longitude) ?? 0;
  if (Math.abs(greenwich) > 1e-9)
    return { kind: 'other', name: `${base.name ?? name} (${frame.prime_meridian?.name ?? ''})` };
  const ellipsoid = frame.ellipsoid;
  const named = datumOfName(name);
  if (ellipsoid && !isWgs84Ellipsoid(ellipsoid)) {
    const called = named === null && isMeaningful(base.name) ? (base.name ?? name) : name;
    const of = ellipsoid.name === undefined || ellipsoid.name === called ? '' : `, ${ellipsoid.name}`;
    return { kind: 'other', name: `${called || 'unknown'}${of}` };
  }
  const written = bound === null ? shiftsOfName(name) : null;
  const shift = bound ?? nearestPublished(written ?? []);
  if (written !== null && shift === null) return { kind: 'shift', datum: named ?? 'VN-2000', said: name };
  if (shift !== null) {
    const said = `TOWGS84[${shift.join(', ')}]`;
    const off = offPublished(shift);
    if (off <= nearM) return { kind: 'ours', datum: 'VN-2000', named: name, shiftSaid: off <= sameM ? null : said };
    const none = shift.every((value) => Math.abs(value) < 1e-9);
    if (!none || named === 'VN-2000') return { kind: 'shift', datum: named ?? 'VN-2000', said };
    return { kind: 'ours', datum: 'WGS 84', named: name, shiftSaid: null };
  }
  // MapInfo has no name for the datum: it writes the seven parameters, of which GDAL makes a name.
  if (/^D_MIF_99/i.test(name)) {
    if (!/_-19(?:1[._]90|2[._]873_)/.test(name)) return { kind: 'other', name };
    return { kind: 'ours', datum: 'VN-2000', named: null, shiftSaid: name.includes('_-191') ? null : name };
  }
  if (named !== null) return { kind: 'ours', datum: named, named: name, shiftSaid: null };
  const ofBase = datumOfName(base.name ?? '');
  if (isMeaningful(name)) return { kind: 'other', name: isMeaningful(base.name) ? (base.name ?? name) : name };
  return ofBase === null ? { kind: 'unsaid' } : { kind: 'ours', datum: ofBase, named: null, shiftSaid: null };
}

/** Whether a name says something: programs write "unknown" and its like where there is none. */
function isMeaningful(name: string | undefined): boolean {
  return name !== undefined && !/^$|unknown|unnamed|not[ _]specified|undefined|custom|user/i.test(name);
}

/** WGS 84's, which VN-2000 uses too; GRS 80 is the same within a tenth of a millimetre. */
function isWgs84Ellipsoid({
  semi_major_axis: axis,
  inverse_flattening: flattening,
}: {
  readonly semi_major_axis?: number | { readonly value?: number };
  readonly inverse_flattening?: number;
}): boolean {
  const near = (one: number | undefined, other: number, within: number) =>
    one === undefined || Math.abs(one - other) < within;
  return near(plain(axis), 6_378_137, 0.1) && near(flattening, 298.257223563, 1e-5);
}

/**
 * How far parameters may put a place from where Vietnam's own put it, in metres; rotations are written with either sign, and
 * by MapInfo the scale too.
 */
function offPublished(shift: readonly number[]): number {
  const off = (turn: 1 | -1, scale: 1 | -1) =>
    published.reduce((sum, value, index) => {
      const own = (shift[index] ?? 0) * (index < 3 ? 1 : index < 6 ? turn : scale);
      return sum + Math.abs(own - value) * (metresOf[index] ?? 1);
    }, 0);
  return Math.min(off(1, 1), off(-1, 1), off(1, -1), off(-1, -1));
}

/** The one of several readings of a shift that is most like Vietnam's own; null where there is none. */
function nearestPublished(shifts: readonly (readonly number[])[]): readonly number[] | null {
  return [...shifts].sort((one, other) => offPublished(one) - offPublished(other))[0] ?? null;
}
