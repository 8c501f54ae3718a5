import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clearOfCorner, paddingWithin } from '#client/map/padding.ts';

const side = fc.integer({ min: 0, max: 900 });
const covered = fc.record({ top: side, right: side, bottom: side, left: side });

test('a quarter of each side of the map stay free, whatever covers it and however small it is', () => {
  fc.assert(
    fc.property(
      covered,
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 40, max: 3000 }),
      fc.integer({ min: 40, max: 3000 }),
      (padding, margin, width, height) => {
        const { top, right, bottom, left } = paddingWithin(padding, margin, { width, height });
        expect(width - left - right).toBeGreaterThanOrEqual(width * 0.25 - 1e-6);
        expect(height - top - bottom).toBeGreaterThanOrEqual(height * 0.25 - 1e-6);
        for (const edge of [top, right, bottom, left]) expect(edge).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('where there is room, what is covered and the whole margin are left out', () => {
  const padding = { top: 108, right: 0, bottom: 300, left: 0 };
  expect(paddingWithin(padding, 24, { width: 1000, height: 1000 })).toEqual({
    top: 132,
    right: 24,
    bottom: 324,
    left: 24,
  });
});

test('of a map that is not there yet nothing is taken off', () => {
  expect(paddingWithin({ top: 1, right: 2, bottom: 3, left: 4 }, 10, { width: 0, height: 0 })).toEqual({
    top: 11,
    right: 12,
    bottom: 13,
    left: 14,
  });
});

test('what is fitted keeps clear of what stands in the corner, where it would reach under it', () => {
  const around = { top: 100, right: 24, bottom: 24, left: 24 };
  const corner = { width: 148, height: 150 };
  const square = { width: 1, height: 1 };
  expect(clearOfCorner(around, { width: 390, height: 400 }, square, corner)).toEqual({ ...around, right: 148 });
  // Room enough beside, or below.
  expect(clearOfCorner(around, { width: 900, height: 400 }, square, corner)).toBe(around);
  expect(clearOfCorner(around, { width: 390, height: 700 }, { width: 3, height: 1 }, corner)).toBe(around);
  expect(clearOfCorner(around, { width: 200, height: 300 }, square, corner).right).toBe(100);
});
