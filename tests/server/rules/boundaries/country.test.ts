import { expect, test } from 'vitest';
import { isInVietnam } from '#rules/boundaries/country.ts';

test('archipelagos are in the country, the neighbours’ capitals are not', () => {
  expect(isInVietnam([112.0, 16.5])).toBe(true);
  expect(isInVietnam([114.3, 9.5])).toBe(true);
  expect(isInVietnam([109.3, 13.1])).toBe(true);
  expect(isInVietnam([100.5, 13.75])).toBe(false);
  expect(isInVietnam([0, 0])).toBe(false);
});
