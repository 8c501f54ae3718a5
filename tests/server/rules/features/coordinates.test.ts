import { expect, test } from 'vitest';
import { northingFirst, readCoordinate } from '#rules/features/coordinates.ts';

test.each([
  ['109,3012', 109.3012],
  ['13.05', 13.05],
  ['1.443.210,5', 1443210.5],
  ['109°18′00″', 109.3],
  [`13°30'00"N`, 13.5],
  [' ', null],
  ['abc', Number.NaN],
])('the coordinate %j is %j', (raw, value) => expect(readCoordinate(raw)).toBe(value));

test('the surveyor’s X is the northing', () => {
  expect(northingFirst([[1_437_650, 559_674]])).toBe(true);
  expect(northingFirst([[559_674, 1_437_650]])).toBe(false);
  expect(northingFirst([[109.3, 13.1]])).toBe(false);
});
