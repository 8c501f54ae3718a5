import type { Geometry, Position } from 'geojson';
import { withoutRepeats } from './geometries.ts';

type Point = [number, number];

/**
 * Rings of a polygon in a vector tile's own whole numbers, made fit for it: points that fell together are one, rings
 * without area are left out, outer rings run clockwise on the screen and holes the other way (MVT 2.1, 4.3.4.4). An
 * empty list where nothing is left.
 */
export function tileRings(geometry: Geometry): Point[][] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(tileRings);
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flatMap(polygonRings);
  return geometry.type === 'Polygon' ? polygonRings(geometry.coordinates) : [];
}

function polygonRings(rings: readonly Position[][]): Point[][] {
  const [outer, ...holes] = rings.map((ring) => withoutRepeats(inWholeNumbers(ring)));
  if (outer === undefined || twiceArea(outer) === 0) return [];
  return [turned(outer, 1), ...holes.filter((hole) => twiceArea(hole) !== 0).map((hole) => turned(hole, -1))];
}

function inWholeNumbers(ring: readonly Position[]): Point[] {
  return ring.map(([x = 0, y = 0]) => [Math.round(x), Math.round(y)]);
}

/** Twice the area of a closed ring; positive where it runs clockwise on a screen whose y grows downwards. */
function twiceArea(ring: readonly Point[]): number {
  if (ring.length < 4) return 0;
  let sum = 0;
  ring.forEach(([x, y], index) => {
    const [nextX, nextY] = ring[index + 1] ?? ring[0] ?? [x, y];
    sum += x * nextY - nextX * y;
  });
  return sum;
}

function turned(ring: Point[], sign: 1 | -1): Point[] {
  return Math.sign(twiceArea(ring)) === sign ? ring : [...ring].reverse();
}
