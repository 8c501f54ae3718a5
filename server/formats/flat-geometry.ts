import type { Geometry, Position } from 'geojson';

/** A geometry without heights: what is kept has none. */
export function flat(geometry: Geometry | null): Geometry | null {
  switch (geometry?.type) {
    case undefined:
      return null;
    case 'Point':
      return { type: 'Point', coordinates: flatPosition(geometry.coordinates) };
    case 'MultiPoint':
    case 'LineString':
      return { ...geometry, coordinates: geometry.coordinates.map(flatPosition) };
    case 'MultiLineString':
    case 'Polygon':
      return { ...geometry, coordinates: geometry.coordinates.map((line) => line.map(flatPosition)) };
    case 'MultiPolygon':
      return {
        ...geometry,
        coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(flatPosition))),
      };
    case 'GeometryCollection':
      return { ...geometry, geometries: geometry.geometries.flatMap((part) => flat(part) ?? []) };
  }
}

function flatPosition([x = Number.NaN, y = Number.NaN]: Position): Position {
  return [x, y];
}
