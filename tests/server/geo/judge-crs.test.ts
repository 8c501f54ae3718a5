import proj4 from 'proj4';
import { describe, expect, test } from 'vitest';
import type { Position } from '#contract/common.ts';
import { isInVietnam } from '#rules/boundaries/country.ts';
import { crsSystems, findCrs, toWgs84 } from '#rules/crs/systems.ts';
import { guessCrs, judgeCrs, type Sample } from '#geo/judge-crs.ts';

function convert(epsg: number, position: readonly number[]): Position {
  const system = findCrs(epsg);
  if (!system) throw new Error(`EPSG:${epsg}`);
  return toWgs84(system)(position);
}

// Expected values by GDAL 3.6 with PROJ: echo "580000 1450000" | gdaltransform -s_srs EPSG:9218 -t_srs EPSG:4326
test.each([
  [9218, [580000, 1450000], [109.239609341506, 13.1103031418571]],
  [9217, [580000, 1450000], [108.98961037517, 13.1103049055986]],
  [5899, [580000, 1450000], [108.489612340086, 13.1103084359723]],
  [3406, [580000, 1450000], [111.739830309603, 13.1142185372907]],
  [4756, [109.3, 13.1], [109.301792574881, 13.0989654633083]],
])('EPSG:%i comes out where GDAL puts it', (epsg, given, expected) => {
  const [lng, lat] = convert(epsg, given);
  // 5e-7 degrees are 5 cm.
  expect(Math.abs(lng - (expected[0] ?? 0))).toBeLessThan(5e-7);
  expect(Math.abs(lat - (expected[1] ?? 0))).toBeLessThan(5e-7);
});

test('all systems of the provinces are known', () => {
  const wanted = [4326, 4756, 3405, 3406, 5896, 5897, 5898, 5899];
  for (let epsg = 9205; epsg <= 9218; epsg++) wanted.push(epsg);
  expect(wanted.filter((epsg) => findCrs(epsg) === null)).toEqual([]);
  expect(findCrs(27700)).toBeNull();
  expect(findCrs(9218)?.name).toBe('VN-2000 / TM-3 108°30′');
});

test('archipelagos are in the country, the neighbours’ capitals are not', () => {
  expect(isInVietnam([112.0, 16.5])).toBe(true);
  expect(isInVietnam([114.3, 9.5])).toBe(true);
  expect(isInVietnam([109.3, 13.1])).toBe(true);
  expect(isInVietnam([100.5, 13.75])).toBe(false);
  expect(isInVietnam([0, 0])).toBe(false);
});

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
  test.each([4326, 4756, 3406, 9217, 9218, 5899])('EPSG:%i over its own numbers is plausible', (epsg) => {
    expect(judgeCrs(epsg, samples(epsg, true))).toEqual({ verdict: 'plausible' });
    expect(judgeCrs(epsg, samples(epsg, false))).toEqual({ verdict: 'plausible' });
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

  test('metres without known units are no guess: several zones would do', () => {
    expect(guessCrs(samples(9218, false))).toBeNull();
  });
});
