import proj4 from 'proj4';
import { describe, expect, test } from 'vitest';
import type { Position } from '#contract/common.ts';
import { guessCrs, judgeCrs, type Sample } from '#geo/judge-crs.ts';
import { crsSystems } from '#rules/crs/systems.ts';

const places: Position[] = [
  [109.301, 13.084],
  [108.889, 13.449],
  [109.41, 12.92],
  [108.741, 12.963],
];

/** The places as a file in `epsg` has them; `listed` says whether our list knows the units. */
function samples(epsg: number, listed: boolean): Sample[] {
  const system = crsSystems.find((candidate) => candidate.epsg === epsg);
  if (!system) throw new Error(`EPSG:${epsg}`);
  return places.map((place) => ({
    position: epsg === 4326 ? place : proj4('+proj=longlat +datum=WGS84 +no_defs', system.definition, [...place]),
    listed: listed ? place : null,
  }));
}

describe('a label', () => {
  test.each([4326, 4756, 3406, 32649, 3857, 9217, 9218, 5899])('EPSG:%i over its own numbers is plausible', (epsg) => {
    expect(judgeCrs(epsg, samples(epsg, true))).toEqual({ verdict: 'plausible' });
    expect(judgeCrs(epsg, samples(epsg, false))).toEqual({ verdict: 'plausible' });
  });

  test.each([5897, 9211])('EPSG:%i, whose meridian is far away, is plausible where it is said', (epsg) => {
    for (const listed of [true, false]) {
      const given = samples(epsg, listed);
      expect(judgeCrs(epsg, given)).toEqual({ verdict: 'plausible' });
      expect(guessCrs(given)?.epsg).not.toBe(epsg);
    }
  });

  test.each([
    ['web mercator over TM-3 numbers', 3857, samples(9218, true), 'elsewhere', 9218],
    ['WGS 84 over metres', 4326, samples(9218, true), 'metres', 9218],
    ['TM-3 over degrees', 9218, samples(4326, true), 'degrees', 4326],
    ['the zone next door', 9217, samples(9218, true), 'zone', 9218],
  ])('%s is contradicted', (_, epsg, given, why, guess) => {
    expect(judgeCrs(epsg, given)).toMatchObject({ verdict: 'contradicted', why, guess: { epsg: guess } });
  });

  test('latitude before longitude is caught', () => {
    const swapped = samples(4326, true).map(({ position, listed }) => ({ position: [...position].reverse(), listed }));
    expect(judgeCrs(4326, swapped)).toMatchObject({ verdict: 'contradicted', why: 'swapped' });
  });
});

describe('without a label', () => {
  test('the zone that puts units at their listed points is guessed', () => {
    const guess = guessCrs(samples(9218, true));
    expect(guess?.epsg).toBe(9218);
    expect(guess?.offKm).toBeLessThan(0.01);
  });

  test('degrees are guessed to be WGS 84', () => {
    expect(guessCrs(samples(4326, false))?.epsg).toBe(4326);
  });

  test('metres of UTM are guessed on both data, which lie 225 m apart', () => {
    expect(guessCrs(samples(3406, true))).toMatchObject({ epsg: 3406, rival: 32649 });
    expect(guessCrs(samples(32649, true))).toMatchObject({ epsg: 32649, rival: 3406 });
    expect(guessCrs(samples(3406, false))).toEqual({ epsg: 3406, rival: 32649, offKm: null });
    expect(guessCrs(samples(3406, true), 'WGS 84')).toMatchObject({ epsg: 32649, rival: null });
    expect(guessCrs(samples(9218, true))?.rival).toBeNull();
  });

  test('metres without known units are no guess: several zones would do', () => {
    expect(guessCrs(samples(9218, false))).toBeNull();
  });
});
