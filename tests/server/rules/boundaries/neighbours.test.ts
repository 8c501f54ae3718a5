import { expect, test } from 'vitest';
import { packPolygons, type PackedPolygons } from '#contract/packed-polygons.ts';
import { findSharedEdges } from '#rules/boundaries/neighbours.ts';

/** A rectangle in thousandths of a degree east of 109° and north of 13°, drawn anticlockwise from a corner. */
function box(west: number, south: number, east: number, north: number, first = 0): PackedPolygons {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ].map(([x = 0, y = 0]) => [109 + x / 1000, 13 + y / 1000]);
  const ring = [0, 1, 2, 3, 4].map((step) => corners[(first + step) % 4] ?? []);
  return packPolygons([[ring]]);
}

/** Pairs with the length of what they share, to 10 m. */
function shared(...boundaries: readonly PackedPolygons[]): [number, number, number][] {
  return findSharedEdges(boundaries).map(({ a, b, sharedM }) => [a, b, Math.round(sharedM / 10) * 10]);
}

test('units that draw an edge by the same points share it, whichever way and from wherever they draw it', () => {
  expect(shared(box(0, 0, 1, 1), box(1, 0, 2, 1, 2))).toEqual([[0, 1, 110]]);
});

test('units that touch at a corner share nothing', () => {
  expect(shared(box(0, 0, 1, 1), box(1, 1, 2, 2))).toEqual([]);
});

test('three units that draw one edge share it two by two', () => {
  const all = shared(box(0, 0, 1, 1), box(1, 0, 2, 1), box(1, 0, 3, 1));
  expect(all.map(([a, b]) => [a, b])).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
  expect(all.slice(0, 2).map(([, , metres]) => metres)).toEqual([110, 110]);
});

test('a unit that draws an edge twice does not share it with itself', () => {
  const twice = packPolygons([
    [[...Array(2)].flatMap(() => [0, 1, 2, 3].map((step) => [109 + (step % 2) / 1000, 13 + (step >> 1) / 1000]))],
  ]);
  expect(shared(twice)).toEqual([]);
});

test('an edge whose two drawings part by metres is shared by half of both', () => {
  // 0.00005° are 5 m; other corners, so that no segment is the same. At both ends some metres more are near.
  expect(shared(box(0, 0, 1, 2), box(1.05, 0.5, 2, 1.5))).toEqual([[0, 1, 120]]);
  expect(shared(box(0, 0, 1, 2), box(1.2, 0.5, 2, 1.5))).toEqual([]);
});
