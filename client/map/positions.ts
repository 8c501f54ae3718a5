import type { Geometry } from 'geojson';

/** All positions of a geometry. */
export function positionsOf(geometry: Geometry): [number, number][] {
  switch (geometry.type) {
    case 'Point':
      return pairs([geometry.coordinates]);
    case 'MultiPoint':
    case 'LineString':
      return pairs(geometry.coordinates);
    case 'MultiLineString':
    case 'Polygon':
      return pairs(geometry.coordinates.flat());
    case 'MultiPolygon':
      return pairs(geometry.coordinates.flat(2));
    case 'GeometryCollection':
      return geometry.geometries.flatMap(positionsOf);
  }
}

function pairs(positions: readonly (readonly number[])[]): [number, number][] {
  return positions.map(([lng = 0, lat = 0]) => [lng, lat]);
}
