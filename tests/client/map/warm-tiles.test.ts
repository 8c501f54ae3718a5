import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeIn } from '#client/map/camera.ts';
import { tilesIn } from '#client/map/warm-tiles.ts';

const size = { width: 900, height: 700 };

test('the tiles of a camera cover its window and reach into the extent', () => {
  expect(tilesIn({ center: [109.06, 13.2], zoom: 8.5 }, size, 8, [108.67, 12.71, 109.46, 13.7])).toEqual([
    [8, 118, 205],
  ]);
  expect(tilesIn({ center: [109.06, 13.2], zoom: 8.5 }, size, 8, [0, 0, 1, 1])).toEqual([]);
});

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test('every corner of a window that is on the world lies in one of its tiles', () => {
  fc.assert(
    fc.property(between(-170, 170), between(-70, 70), between(2, 14), (lng, lat, zoom) => {
      const camera = { center: [lng, lat] as [number, number], zoom };
      const z = Math.floor(zoom);
      const tiles = tilesIn(camera, size, z);
      const place = placeIn(camera, size);
      const [left, top] = place([0, 0]);
      const tilePixels = (512 * 2 ** zoom) / 2 ** z;
      for (const [x, y] of [
        [1, 1],
        [size.width - 1, 1],
        [1, size.height - 1],
        [size.width - 1, size.height - 1],
      ] as const) {
        const [column, row] = [Math.floor((x - left) / tilePixels), Math.floor((y - top) / tilePixels)];
        // Mercator ends at 85 degrees.
        if (column < 0 || column >= 2 ** z || row < 1 || row >= 2 ** z - 1) continue;
        expect(tiles).toContainEqual([z, row, column]);
      }
      expect(tiles.length).toBeLessThanOrEqual(16);
    }),
  );
});
