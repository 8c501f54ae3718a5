import { expect, test } from 'vitest';
import type { Position } from '#contract/common.ts';
import { toWgs84 } from '#geo/transform.ts';
import { findCrs } from '#rules/crs/systems.ts';

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
  [32647, [580000, 1450000], [99.7380495709494, 13.1152702181738]],
  [32648, [580000, 1450000], [105.738049570949, 13.1152702181738]],
  [32649, [580000, 1450000], [111.738049570949, 13.1152702181738]],
  [4756, [109.3, 13.1], [109.301792574881, 13.0989654633083]],
])('EPSG:%i comes out where GDAL puts it', (epsg, given, expected) => {
  const [lng, lat] = convert(epsg, given);
  // 5e-7 degrees are 5 cm.
  expect(Math.abs(lng - (expected[0] ?? 0))).toBeLessThan(5e-7);
  expect(Math.abs(lat - (expected[1] ?? 0))).toBeLessThan(5e-7);
});
