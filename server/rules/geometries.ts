import type { Geometry, Polygon, Position } from 'geojson';

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
 * The rectangle of two corners in any coordinate system as a polygon whose long edges have positions in between: a
 * straight edge of one system is a curve in another.
 */
export function rectangle([west, south, east, north]: readonly [number, number, number, number]): Polygon {
  const steps = 16;
  const corners: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  const ring = corners.flatMap(([x = 0, y = 0], index) => {
    const [toX = 0, toY = 0] = corners[(index + 1) % 4] ?? [];
    return Array.from({ length: steps }, (_, step): Position => [
      x + ((toX - x) * step) / steps,
      y + ((toY - y) * step) / steps,
    ]);
  });
  return { type: 'Polygon', coordinates: [[...ring, [west, south]]] };
}
