import { normaliseNumber } from '#rules/boundaries/values.ts';

const dms =
  /^(\d{1,3})\s*[°ºo]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:"|″|”|'')?)?)?\s*([NSEWBĐTn-]?)$/u;

/**
 * A coordinate as lists write it: `109.3012`, `109,3012`, `1.443.210,5`, `109°18′04″`. Null where there is none; not
 * a number where what stands there is no coordinate.
 */
export function readCoordinate(raw: unknown): number | null {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'number') return raw;
  const text = typeof raw === 'string' ? raw.trim() : '';
  if (text === '') return null;
  const [, degrees, minutes = '0', seconds = '0', side = ''] = dms.exec(text) ?? [];
  if (degrees !== undefined) {
    const [m, s] = [minutes, seconds].map((part) => Number(part.replace(',', '.')));
    const value = Number(degrees) + (m ?? 0) / 60 + (s ?? 0) / 3600;
    return /[SW]/.test(side) ? -value : value;
  }
  return normaliseNumber(text)?.value ?? Number.NaN;
}

/** Easting and northing of Vietnam in metres never overlap: a northing is larger than any easting. */
const leastNorthing = 850_000;

/**
 * Surveyors call the northing X and the easting Y, mapping programs the other way round. True where the pairs are
 * metres of which most have the northing first.
 */
export function northingFirst(pairs: readonly (readonly [number, number])[]): boolean {
  const metres = pairs.filter(([x, y]) => Math.abs(x) > 1_000 && Math.abs(y) > 1_000);
  return metres.filter(([x, y]) => x >= leastNorthing && y < leastNorthing).length > metres.length / 2;
}
