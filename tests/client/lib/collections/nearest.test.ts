import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extentOf, grown, nearest } from '#client/lib/collections/nearest.ts';
import { pointFeature } from '../../collections.ts';

const place = fc.tuple(fc.double({ min: 102, max: 110, noNaN: true }), fc.double({ min: 8, max: 23, noNaN: true }));

test('the nearest come first, never the feature itself, never more than wanted', () => {
  fc.assert(
    fc.property(place, fc.array(place, { maxLength: 30 }), fc.integer({ min: 0, max: 6 }), (from, others, most) => {
      const to = pointFeature('self', from);
      const found = nearest(to, [to, ...others.map((at, index) => pointFeature(String(index), at))], most);
      expect(found).toHaveLength(Math.min(most, others.length));
      expect(found.some(({ feature }) => feature.id === 'self')).toBe(false);
      const metres = found.map((entry) => entry.metres);
      expect(metres).toEqual([...metres].sort((a, b) => a - b));
    }),
  );
});

test('distances are metres on the ground', () => {
  const [found] = nearest(pointFeature('a', [109, 13]), [pointFeature('b', [109.01, 13])], 1);
  expect(found?.metres).toBeCloseTo(1084, -1);
});

test('an extent grows by metres on every side', () => {
  expect(extentOf(pointFeature('a', [109, 13]))).toEqual([109, 13, 109, 13]);
  expect(
    extentOf({
      geometry: {
        type: 'MultiLineString',
        coordinates: [
          [
            [1, 2],
            [3, 0],
          ],
          [
            [-1, 5],
            [0, 0],
          ],
        ],
      },
    }),
  ).toEqual([-1, 0, 3, 5]);
  expect(extentOf({ geometry: null })).toBeNull();
  const [west, south, east, north] = grown([109, 13, 109, 13], 1113.2);
  expect(north - south).toBeCloseTo(0.02, 4);
  expect((east - west) * Math.cos((13 * Math.PI) / 180)).toBeCloseTo(0.02, 4);
});
