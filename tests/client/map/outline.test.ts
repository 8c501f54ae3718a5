import { describe, expect, test } from 'vitest';
import type { Polygon } from 'geojson';
import type { Bbox, Position } from '#contract/common.ts';
import { extentOf, fittingLabels, partOf, pathOf, pictureOf } from '#client/map/outline.ts';

const square = (west: number, south: number, side: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
});

test('an extent holds all geometries; of none there is none', () => {
  expect(extentOf([square(109, 13, 1), square(108, 12.5, 0.5)])).toEqual([108, 12.5, 110, 14]);
  expect(extentOf([])).toBeNull();
});

describe('a picture', () => {
  test('is as wide as asked, north up, and within its margins', () => {
    const picture = pictureOf([0, -1, 2, 1], 120, 300, 10);
    expect(picture.height).toBe(120);
    expect(picture.place([0, 1])).toEqual([10, 10]);
    expect(picture.place([2, -1])).toEqual([110, 110]);
  });

  test('is no higher than it may be, and what is narrow stands in its middle', () => {
    const picture = pictureOf([0, -2, 1, 2], 200, 100, 0);
    expect(picture.height).toBe(100);
    expect(picture.place([0.5, 0])).toEqual([100, 50]);
  });

  test('shortens degrees of longitude as they are on the ground', () => {
    const picture = pictureOf([0, 59, 2, 61], 100, 1000, 0);
    expect(picture.height).toBe(200);
  });

  test('of a single point is finite', () => {
    const { place, height } = pictureOf([109, 13, 109, 13], 100, 100, 10);
    expect([...place([109, 13]), height].every(Number.isFinite)).toBe(true);
  });
});

test('a path has each ring, and no point twice in half a pixel', () => {
  const picture = pictureOf([0, -1, 2, 1], 100, 100, 0);
  const [ring = []] = square(0, -1, 2).coordinates;
  const fine: Polygon = { type: 'Polygon', coordinates: [[...ring.slice(0, 1), [0.001, -1], ...ring.slice(1)]] };
  expect(pathOf(fine, picture)).toBe('M0 100L100 100L100 0L0 0L0 100Z');
  const twice = pathOf({ type: 'MultiPolygon', coordinates: [fine.coordinates, fine.coordinates] }, picture);
  expect(twice).toBe(pathOf(fine, picture).repeat(2));
  expect(pathOf({ type: 'Point', coordinates: [0, 0] }, picture)).toBe('');
});

test('labels that lie over an earlier one or leave the picture are left out', () => {
  const picture = pictureOf([0, -1, 2, 1], 100, 100, 0);
  const label = (text: string, at: Position) => ({ text, at });
  const labels = [label('An', [50, 50]), label('Binh', [52, 52]), label('Cat', [50, 80]), label('Dinh', [1, 20])];
  expect(fittingLabels(labels, picture, 10).map(({ text }) => text)).toEqual(['An', 'Cat']);
});

test.each<[string, Position, number | null]>([
  ['the middle', [1, 2.1], null],
  ['the north', [1, 3.9], 0],
  ['the east', [1.9, 2], 90],
  ['the south', [1, 0], 180],
  ['the south-west', [0.5, 1], -135],
])('%s of an extent', (_, position, bearing) => {
  const extent: Bbox = [0, 0, 2, 4];
  const found = partOf(extent, position);
  expect(found === null ? null : Math.round(found)).toBe(bearing);
});
