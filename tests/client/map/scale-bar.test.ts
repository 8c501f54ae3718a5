import { expect, test } from 'vitest';
import { scaleBarAt } from '#client/map/scale-bar.ts';

test.each([
  // At the equator and zoom 0 a pixel is 78 km.
  [0, 0, 120, 5_000_000],
  [13, 9, 120, 10_000],
  [13, 12, 120, 2_000],
  [13, 17, 120, 50],
])('at latitude %d, zoom %d, at most %d pixels: %d m', (lat, zoom, most, metres) => {
  const bar = scaleBarAt(lat, zoom, most);
  expect(bar.metres).toBe(metres);
  expect(bar.pixels).toBeLessThanOrEqual(most);
  expect(bar.pixels).toBeGreaterThan(most / 2.6);
});
