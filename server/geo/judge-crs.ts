import type { Position } from '#contract/common.ts';
import { isInVietnam } from '#rules/boundaries/country.ts';
import { crsSystems, findCrs, onDatum, type CrsSystem, type Datum } from '#rules/crs/systems.ts';
import { toWgs84 } from './transform.ts';

/** A position of the file in its own numbers, and where our list has that unit (WGS 84), if it has it. */
export interface Sample {
  readonly position: readonly number[];
  readonly listed: Position | null;
}

/**
 * A system that fits the numbers. `offKm` is the median distance of units from their listed points; null if unknown.
 * `rival` is the same projection on the other datum, which fits as well: 225 m are less than what tells systems apart.
 */
export interface CrsGuess {
  readonly epsg: number;
  readonly rival: number | null;
  readonly offKm: number | null;
}

export type CrsVerdict =
  | { readonly verdict: 'plausible' }
  | {
      readonly verdict: 'contradicted';
      /** degrees: degrees under a projected label; metres: metres under a geographic one; swapped: lat before lng;
       * elsewhere: the label puts the file outside Vietnam; zone: another system puts units at their listed points. */
      readonly why: 'degrees' | 'metres' | 'swapped' | 'elsewhere' | 'zone';
      readonly guess: CrsGuess | null;
    };

/** A unit's middle lies within this of its listed point in the right system; the next zone is some 27 km away. */
const nearKm = 12;

/** Whether the numbers of a file can be what its label (or `--crs`) says. */
export function judgeCrs(epsg: number, samples: readonly Sample[]): CrsVerdict {
  const system = findCrs(epsg);
  if (!system || samples.length === 0) return { verdict: 'plausible' };
  const contradicted = (why: Extract<CrsVerdict, { verdict: 'contradicted' }>['why']): CrsVerdict => ({
    verdict: 'contradicted',
    why,
    guess: guessCrs(samples),
  });
  if (system.kind === 'projected' && mostly(samples, looksLikeDegrees)) return contradicted('degrees');
  if (system.kind === 'geographic') {
    if (mostly(samples, ([x = 0, y = 0]) => Math.abs(x) > 180 || Math.abs(y) > 180)) return contradicted('metres');
    if (mostly(samples, ([x = 0, y = 0]) => !isInVietnam([x, y]) && isInVietnam([y, x])))
      return contradicted('swapped');
  }
  const guess = guessCrs(samples);
  // Whoever says a zone may use it far from its meridian: it is only that nobody would guess it.
  const inside = mostly(samples, insideBy(system));
  if (!inside) return guess === null ? { verdict: 'plausible' } : contradicted('elsewhere');
  const offKm = medianOff(system, samples);
  if (offKm !== null && offKm > nearKm && guess !== null && guess.offKm !== null && guess.offKm < nearKm / 2) {
    return contradicted('zone');
  }
  return { verdict: 'plausible' };
}

/**
 * The system that the numbers suggest: the one that puts units at their listed points, else the only one that puts them
 * into the country; null where several do or none. With `datum` none of another is suggested.
 */
export function guessCrs(samples: readonly Sample[], datum: Datum | null = null): CrsGuess | null {
  const possible = crsSystems
    .filter((system) => datum === null || system.datum === datum)
    .filter((system) => mostly(samples, insideBy(system)) && !isFarFromMeridian(system, samples));
  const guess = (system: CrsSystem, offKm: number | null): CrsGuess => {
    const other = rivalOf(system);
    return { epsg: system.epsg, rival: other && possible.includes(other) ? other.epsg : null, offKm };
  };
  const measured = possible
    .flatMap((system) => {
      const offKm = medianOff(system, samples);
      return offKm === null ? [] : [{ system, offKm }];
    })
    .sort((a, b) => a.offKm - b.offKm);
  const [best] = measured;
  if (best && best.offKm <= nearKm) return guess(best.system, best.offKm);
  // Degrees in VN-2000 and in WGS 84 differ by 200 m: no list of points tells them apart, and WGS 84 is what is usual.
  const distinct = possible.filter((system) => system.epsg !== 4756 || datum === 'VN-2000');
  const [only, second, third] = distinct;
  const alone = !second || (!third && only && rivalOf(only) === second);
  return only && alone ? guess(only, null) : null;
}

/** The same metres on the other datum. Of degrees nobody doubts that they are WGS 84 unless it is said. */
function rivalOf(system: CrsSystem): CrsSystem | null {
  if (system.kind === 'geographic') return null;
  return onDatum(system, system.datum === 'WGS 84' ? 'VN-2000' : 'WGS 84');
}

function insideBy(system: CrsSystem): (position: readonly number[]) => boolean {
  const convert = toWgs84(system);
  return (position) => {
    if (looksLikeDegrees(position) !== (system.kind === 'geographic')) return false;
    return isInVietnam(convert(position));
  };
}

/** Whether numbers lie some 300 km and more from the meridian of a zone of 3 degrees, where another zone is usual. */
export function isFarFromMeridian({ name }: CrsSystem, samples: readonly Sample[]): boolean {
  return name.includes('TM-3') && mostly(samples, ([x = 0]) => Math.abs(x - 500_000) > 300_000);
}

function looksLikeDegrees([x = Number.NaN, y = Number.NaN]: readonly number[]): boolean {
  return Math.abs(x) <= 180 && Math.abs(y) <= 180;
}

function mostly(samples: readonly Sample[], holds: (position: readonly number[]) => boolean): boolean {
  return samples.filter(({ position }) => holds(position)).length > samples.length / 2;
}

function medianOff(system: CrsSystem, samples: readonly Sample[]): number | null {
  const convert = toWgs84(system);
  const distances = samples
    .flatMap(({ position, listed }) => (listed === null ? [] : [distanceKm(convert(position), listed)]))
    .sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? null;
}

/** On a sphere; good to 0.5 %, which is all that telling zones apart needs. */
function distanceKm([lng1, lat1]: Position, [lng2, lat2]: Position): number {
  const radians = Math.PI / 180;
  const x = (lng2 - lng1) * radians * Math.cos(((lat1 + lat2) / 2) * radians);
  const y = (lat2 - lat1) * radians;
  return 6371 * Math.hypot(x, y);
}
