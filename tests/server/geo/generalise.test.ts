import { expect, test } from 'vitest';
import { asMultiPolygon, packPolygons, type PackedPolygons } from '#contract/packed-polygons.ts';
import { generaliseCoverage } from '#geo/generalise.ts';

/** Degrees of a wave along a line of so many steps, from south to north; other numbers at each step. */
const wave = Array.from({ length: 41 }, (_, step) => [109.1 + Math.sin(step * 2.3) / 300, 13 + step / 400]);
const north = wave.at(-1) ?? [];

/** Two units on both sides of the wave, which each of them draws its own way. */
const west = packPolygons([[[[109, 13], ...wave, [109, north[1] ?? 0], [109, 13]]]]);
const east = packPolygons([[[north, ...wave.toReversed().slice(1), [109.2, 13], [109.2, north[1] ?? 0], north]]]);

/** Corners of a shape, as text. */
function corners(shape: PackedPolygons | undefined): string[] {
  return shape ? asMultiPolygon(shape).coordinates.flat(2).map(String) : [];
}

test('a shared line is simplified once: both neighbours keep the same corners of it, fewer where it is coarser', () => {
  const shapes = [...generaliseCoverage([west, east], () => true)];
  const sharedAt = (zoom: number) => {
    const [one, other] = shapes
      .filter(({ minZoom }) => minZoom === zoom)
      .map(({ geometry }) => new Set(corners(geometry)));
    return [...(one ?? [])].filter((corner) => other?.has(corner)).length;
  };
  expect(shapes.map(({ index, minZoom }) => [minZoom, index])).toEqual(
    [0, 5, 7, 9, 11].flatMap((zoom) => [
      [zoom, 0],
      [zoom, 1],
    ]),
  );
  for (const zoom of [5, 7, 9, 11]) {
    const own = shapes.filter(({ minZoom }) => minZoom === zoom).map(({ geometry }) => new Set(corners(geometry)).size);
    // Beside the shared line each has two corners of its own at most.
    expect(Math.max(...own) - sharedAt(zoom)).toBeLessThanOrEqual(2);
  }
  expect(sharedAt(11)).toBeGreaterThan(sharedAt(7));
});

test('only those that are wanted are given', () => {
  expect([...generaliseCoverage([west, east], (index) => index === 1)].map(({ index }) => index)).toEqual(
    Array(5).fill(1),
  );
});
