import type { Geometry, LineString, Point, Polygon, Position } from 'geojson';

/** West, south, east, north in any coordinate system. */
export type Box = readonly [number, number, number, number];

/** The same geometry with each position changed. */
export function mapPositions(geometry: Geometry, change: (position: Position) => Position): Geometry {
  switch (geometry.type) {
    case 'Point':
      return { ...geometry, coordinates: change(geometry.coordinates) };
    case 'MultiPoint':
    case 'LineString':
      return { ...geometry, coordinates: geometry.coordinates.map(change) };
    case 'Polygon':
    case 'MultiLineString':
      return { ...geometry, coordinates: geometry.coordinates.map((line) => line.map(change)) };
    case 'MultiPolygon':
      return {
        ...geometry,
        coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(change))),
      };
    case 'GeometryCollection':
      return { ...geometry, geometries: geometry.geometries.map((part) => mapPositions(part, change)) };
  }
}

/** Every position of a geometry, in its order. */
export function positionsOf(geometry: Geometry): Position[] {
  const found: Position[] = [];
  mapPositions(geometry, (position) => {
    found.push(position);
    return position;
  });
  return found;
}

/**
 * The rectangle of two corners as a polygon whose long edges have positions in between: a straight edge of one system is a
 * curve in another. One without area is the line or the point that it is: of a polygon without area a database finds only
 * now and then what it meets.
 */
export function rectangle([west, south, east, north]: Box): Polygon | LineString | Point {
  const corners: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  if (west === east && south === north) return { type: 'Point', coordinates: [west, south] };
  if (west === east || south === north) return { type: 'LineString', coordinates: inSteps(corners, [0, 2]) };
  return { type: 'Polygon', coordinates: [inSteps(corners, [0, 1, 2, 3, 0])] };
}

const steps = 16;

/** The way over some of the corners, each of its edges cut into steps. */
function inSteps(corners: readonly Position[], way: readonly number[]): Position[] {
  const places = way.map((index) => corners[index] ?? []);
  const edges = places.slice(1).flatMap(([toX = 0, toY = 0], index) => {
    const [x = 0, y = 0] = places[index] ?? [];
    return Array.from({ length: steps }, (_, step): Position => [
      x + ((toX - x) * step) / steps,
      y + ((toY - y) * step) / steps,
    ]);
  });
  return [...edges, ...places.slice(-1)];
}
