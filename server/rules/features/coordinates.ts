import { inPlainSigns, readAngle, type Angle } from './angle.ts';

/**
 * A coordinate as lists write it: `109.3012`, `109,3012`, `1.443.210,5`, `109°18′04″`, `E109 18 04`. Null where there is
 * none; not a number where what stands there is no coordinate.
 */
export function readCoordinate(raw: unknown): number | null {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'number') return raw;
  if (typeof raw === 'string' && plainDegrees.test(raw)) return Number(raw);
  if (typeof raw === 'string' && raw.length > longestCell) return Number.NaN;
  const text = typeof raw === 'string' ? inPlainSigns(raw) : '';
  if (text === '') return null;
  return readAngle(text)?.value ?? Number.NaN;
}

/** As programs write it: of what most files hold nothing else has to be asked. */
const plainDegrees = /^\d{1,3}\.\d{1,15}$/;

/** Easting and northing of Vietnam in metres never overlap: a northing is larger than any easting. */
const leastNorthing = 850_000;
/** No number of metres in Vietnam is larger, whatever the system. */
const mostMetres = 3_000_000;

/** A pair is in metres where neither can be degrees. */
function inMetres([x, y]: readonly [number, number]): boolean {
  return Math.abs(x) > 1_000 && Math.abs(y) > 1_000;
}

/**
 * Surveyors call the northing X and the easting Y, mapping programs the other way round. True where the pairs are
 * metres of which most have the northing first.
 */
export function northingFirst(pairs: readonly (readonly [number, number])[]): boolean {
  const metres = pairs.filter(inMetres);
  return metres.filter(([x, y]) => x >= leastNorthing && y < leastNorthing).length > metres.length / 2;
}

/** West, south, east, north of Vietnam with its islands in whole degrees: which of two numbers is which. */
const [west, south, east, north] = [102, 6, 118, 24] as const;

const isLng = (value: number) => value >= west && value <= east;
const isLat = (value: number) => value >= south && value <= north;

/** No address of a place is longer, nor are two numbers: what is has many places at which it could be parted. */
const longestCell = 2_000;
const longestPair = 120;

/** Two numbers of one cell, easting or longitude first; `turned` where that is not the usual order of such cells. */
export interface Pair {
  readonly position: readonly [x: number, y: number];
  readonly turned: boolean;
}

/**
 * Two numbers of a place in one cell: `13.0881, 109.3012` as map pages copy it, `13,0881; 109,3012`, degrees with minutes,
 * in brackets, `POINT(109.3 13.08)`, an address of a map page, or metres. Which one is which is told by its letter, else by
 * where Vietnam lies, else by the usual order: latitude first. Null where the cell is empty or says something else.
 */
export function readPair(raw: unknown): Pair | null {
  if (typeof raw !== 'string' || raw.length > longestCell) return null;
  const [point, link] = [pointOf(raw), linkOf(raw)];
  if (point) return ordered(plainAngle(point[0]), plainAngle(point[1]), true);
  const bare = raw.replace(/[()[\]{}<>]/g, ' ').replace(/(?<!\p{L})[xy]\s*[:=]/giu, ' ');
  const text = inPlainSigns(link ?? bare);
  if (text.length > longestPair) return null;
  const found = splitsOf(text).flatMap(([left, right]) => {
    const [first, second] = [readAngle(left), readAngle(right)];
    return first && second ? (ordered(first, second, false) ?? []) : [];
  });
  return found.find(({ position }) => isLikely(position)) ?? found[0] ?? null;
}

/** Whether a cell holds two numbers of a place in Vietnam, whatever its column is called. */
export function looksLikePair(raw: unknown): boolean {
  const pair = readPair(raw);
  return pair !== null && isLikely(pair.position);
}

const plainAngle = (value: number): Angle => ({ value, axis: null });

function isLikely([x, y]: readonly [number, number]): boolean {
  return (isLng(x) && isLat(y)) || (x > 100_000 && x < leastNorthing && y >= leastNorthing && y < mostMetres);
}

/** Where a text may be parted in two, likely places first: a comma may stand inside of a number too. */
function splitsOf(text: string): (readonly [string, string])[] {
  const parters = [
    /\s*[;|/]\s*/g,
    /\s*,\s+/g,
    /,/g,
    /(?<=[NSEWBĐT])\s*(?=\d)/giu,
    /(?<=\S)\s*(?=[NSEWBĐT]\s*\d)/giu,
    /\s+/g,
  ];
  return parters.flatMap((parter) =>
    [...text.matchAll(parter)].map(({ index, 0: sign }) => {
      const right = text.slice(index + sign.length);
      // Map pages write a height behind the two.
      return [text.slice(0, index).trim(), right.replace(/^(.*\d.*), -?\d+(?:\.\d+)?$/, '$1').trim()] as const;
    }),
  );
}

function ordered(first: Angle, second: Angle, lngFirst: boolean): Pair | null {
  const [a, b] = [first.value, second.value];
  if (first.axis !== null && first.axis === second.axis) return null;
  const told = first.axis ?? (second.axis === null ? null : second.axis === 'lng' ? 'lat' : 'lng');
  const asLng = { position: [a, b] as const, turned: !lngFirst };
  const asLat = { position: [b, a] as const, turned: lngFirst };
  if (told !== null) return told === 'lng' ? asLng : asLat;
  if (inMetres([a, b])) {
    // Of metres the easting stands first in mapping programs; the surveyor's X, the northing, is what is told.
    return northingFirst([[a, b]]) ? { ...asLat, turned: true } : { ...asLng, turned: false };
  }
  if (isLng(a) && isLat(b)) return asLng;
  if (isLat(a) && isLng(b)) return asLat;
  return lngFirst ? asLng : asLat;
}

/** The numbers of a point in well-known text. */
function pointOf(text: string): readonly [number, number] | null {
  const [, x, y] =
    /^\s*(?:SRID=\d+;)?\s*POINT\s*(?:Z|M|ZM)?\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)(?:\s+-?[\d.]+)*\s*\)\s*$/i.exec(text) ??
    [];
  return x === undefined || y === undefined ? null : [Number(x), Number(y)];
}

/** The two numbers of an address of a map page, latitude first: of its pin before those of the view. */
function linkOf(text: string): string | null {
  if (!/^\s*(?:https?:\/\/|geo:|maps\.|www\.)/i.test(text)) return null;
  const plain = text.replace(/%2C/gi, ',').replace(/%20|\+/g, ' ');
  const two = String.raw`(-?\d+(?:\.\d+)?)`;
  const patterns = [
    `!3d${two}!4d${two}`,
    `[?&](?:q|query|ll|sll|destination|daddr|center|cp)=(?:loc:)?\\s*${two}\\s*[,~]\\s*${two}`,
    `/(?:place|search|dir)/(?:[^@]*/)?${two},\\s*${two}`,
    `@${two},${two}`,
    `mlat=${two}&mlon=${two}`,
    `#map=[\\d.]+/${two}/${two}`,
    `^\\s*geo:${two},${two}`,
  ];
  for (const pattern of patterns) {
    const [, lat, lng] = new RegExp(pattern, 'i').exec(plain) ?? [];
    if (lat !== undefined && lng !== undefined) return `${lat}, ${lng}`;
  }
  return '';
}

/**
 * Degrees whose decimal point a spreadsheet lost, with the point where it must have been: 1093012 and 130881, or
 * `109.301.200`. Null where the pair is none such; `degrees` says that the columns hold degrees, for metres can look so.
 */
export function lostPoint(
  [x, y]: readonly [number, number],
  degrees: boolean,
): readonly [lng: number, lat: number] | null {
  if (!degrees && Math.abs(x) < mostMetres && Math.abs(y) < mostMetres) return null;
  const [lng, lat] = [isLng(x) ? x : pointed(x, 3), isLat(y) ? y : pointed(y, 2)];
  if (x === lng && y === lat) return null;
  return isLng(lng) && isLat(lat) ? [lng, lat] : null;
}

/** A whole number with a point behind so many digits, or one less where that is too much for a latitude. */
function pointed(value: number, digits: number): number {
  if (!Number.isInteger(value) || value < 10 ** digits * 10) return Number.NaN;
  const text = String(value);
  const at = (place: number) => Number(`${text.slice(0, place)}.${text.slice(place)}`);
  return digits === 2 && at(2) > north ? at(1) : at(digits);
}
