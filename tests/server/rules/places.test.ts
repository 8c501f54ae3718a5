import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Geometry, Position } from 'geojson';
import { findNamedCrs } from '#geo/named-crs.ts';
import { positionsOf } from '#rules/geometries.ts';
import { boxInWgs84, type BoxFault } from '#rules/places.ts';

const crsOf = (epsg: number) => {
  const found = findNamedCrs(`EPSG:${epsg}`);
  if (found === null) throw new Error(`EPSG:${epsg} is none`);
  return found;
};

/** Whether a position lies in the one ring of a polygon. */
function isInside(shape: Geometry | BoxFault, [x = 0, y = 0]: Position): boolean {
  if (typeof shape === 'string' || shape.type !== 'Polygon') throw new Error('one polygon is expected');
  const [ring = []] = shape.coordinates;
  const crossed = ring.slice(1).filter(([toX = 0, toY = 0], index) => {
    const [fromX = 0, fromY = 0] = ring[index] ?? [];
    return fromY > y !== toY > y && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
  });
  return crossed.length % 2 === 1;
}

const projected = fc.constantFrom(9218, 3405, 3406, 5899, 3857);

test('what lies on the edge of a box, as its own system shows it, is inside, and a centimetre beyond is not', () => {
  const side = fc.constantFrom<readonly [number, number]>([-1, 0], [1, 0], [0, -1], [0, 1]);
  // Up to two degrees wide and high.
  const half = fc.double({ min: 100, max: 110_000, noNaN: true });
  const along = fc.double({ min: -0.999, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(projected, half, half, side, along, (epsg, width, height, [east, north], share) => {
      const crs = crsOf(epsg);
      const [x, y] = crs.fromWgs84([108.9, 13.2]);
      const round = (value: number) => Number(value.toFixed(3));
      const box = [x - width, y - height, x + width, y + height].map(round) as [number, number, number, number];
      const shape = boxInWgs84(box, crs);
      const at = (beyond: number): Position => {
        const [left, low, right, high] = box;
        const across =
          east === 0 ? left + ((share + 1) / 2) * (right - left) : (east < 0 ? left : right) + east * beyond;
        const up = north === 0 ? low + ((share + 1) / 2) * (high - low) : (north < 0 ? low : high) + north * beyond;
        return crs.toWgs84([across, up]);
      };
      expect([isInside(shape, at(0)), isInside(shape, at(-0.01)), isInside(shape, at(0.01))]).toEqual([
        true,
        true,
        false,
      ]);
    }),
    { numRuns: 60 },
  );
});

test('a box of any size has no more positions than a database reads at once', () => {
  const most = Math.max(
    ...[9218, 3857].map((epsg) => {
      const shape = boxInWgs84([-1e6, -1e6, 2e6, 9e6], crsOf(epsg));
      return typeof shape === 'string' ? 0 : positionsOf(shape).length;
    }),
  );
  expect(most).toBeGreaterThan(100);
  expect(most).toBeLessThan(10_000);
});

test.each<readonly [number, [number, number, number, number], unknown]>([
  // Latitude comes first in EPSG:4326.
  [4326, [12, 179, 14, -179], { type: 'MultiPolygon' }],
  [4326, [14, 108, 12, 109], 'upsideDown'],
  [4326, [12, 108, 14, 200], 'offEarth'],
  [9218, [600_000, 1_400_000, 500_000, 1_500_000], 'backwards'],
  [9218, [500_000, 1_500_000, 600_000, 1_400_000], 'upsideDown'],
  [4326, [13, 109, 13, 109], { type: 'Point', coordinates: [109, 13] }],
  [4326, [13, 108, 13, 109], { type: 'LineString' }],
])('in EPSG:%d %j is %j', (epsg, box, expected) => {
  const shape = boxInWgs84(box, crsOf(epsg));
  if (typeof expected === 'string') expect(shape).toBe(expected);
  else expect(shape).toMatchObject(expected as object);
});
