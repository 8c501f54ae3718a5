import { expect, test } from 'vitest';
import { islands, seaNames, wholeView } from '#client/map/islands.ts';

test('a view of the country holds both archipelagos and the names of the sea', () => {
  const [west, south, east, north] = wholeView([102.1451, 8.3814, 109.469, 23.3922]);
  const places = [
    ...islands.features.map(({ geometry }) => geometry.coordinates),
    ...seaNames.map((name) => name.position),
  ];
  for (const [lng = NaN, lat = NaN] of places) {
    expect(lng > west && lng < east && lat > south && lat < north, `${lng}, ${lat}`).toBe(true);
  }
  expect([west, north]).toEqual([102.1451, 23.3922]);
});

test('a view of a province is its own', () => {
  expect(wholeView([108.6, 12.7, 109.5, 13.7])).toEqual([108.6, 12.7, 109.5, 13.7]);
});
