import type { Geometry, Position } from 'geojson';

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

/** The positions without those that stand where the one before them stands; heights do not count. */
export function withoutRepeats<P extends Position>(positions: readonly P[]): P[] {
  return positions.filter((position, index) => {
    const before = positions[index - 1];
    return before === undefined || position[0] !== before[0] || position[1] !== before[1];
  });
}

/** The lines and rings of a geometry; a point stands as a line of its own. */
export function linesOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]];
    case 'MultiPoint':
      return geometry.coordinates.map((position) => [position]);
    case 'LineString':
      return [geometry.coordinates];
    case 'Polygon':
    case 'MultiLineString':
      return geometry.coordinates;
    case 'MultiPolygon':
      return geometry.coordinates.flat();
    case 'GeometryCollection':
      return geometry.geometries.flatMap(linesOf);
  }
}
