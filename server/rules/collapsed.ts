import type { Geometry, Position } from 'geojson';
import { withoutRepeats } from './geometries.ts';

/**
 * What a geometry covers, without positions that repeat the one before them: a line of one place is a point, a ring of two a
 * line, and what is left of several parts of different kinds a collection. GEOS takes a line of one place for an error.
 */
export function collapsed(geometry: Geometry): Geometry {
  switch (geometry.type) {
    case 'Point':
    case 'MultiPoint':
      return geometry;
    case 'LineString':
      return line(geometry.coordinates);
    case 'Polygon':
      return area(geometry.coordinates);
    case 'MultiLineString':
      return together(geometry, geometry.coordinates.map(line), 'LineString');
    case 'MultiPolygon':
      return together(geometry, geometry.coordinates.map(area), 'Polygon');
    case 'GeometryCollection':
      return { ...geometry, geometries: geometry.geometries.map(collapsed) };
  }
}

function line(positions: readonly Position[]): Geometry {
  const coordinates = withoutRepeats(positions);
  const [only] = coordinates;
  return coordinates.length === 1 && only !== undefined
    ? { type: 'Point', coordinates: only }
    : { type: 'LineString', coordinates };
}

function area(rings: readonly (readonly Position[])[]): Geometry {
  const [outer = [], ...holes] = rings.map(withoutRepeats);
  return outer.length < 4
    ? line(outer)
    : { type: 'Polygon', coordinates: [outer, ...holes.filter(({ length }) => length >= 4)] };
}

/** The parts as the geometry had them where each is still of its kind. */
function together(whole: Geometry, parts: readonly Geometry[], kind: Geometry['type']): Geometry {
  if (!parts.every(({ type }) => type === kind)) return { type: 'GeometryCollection', geometries: [...parts] };
  const coordinates = parts.flatMap((part) => (part.type === 'GeometryCollection' ? [] : [part.coordinates]));
  return { ...whole, coordinates } as Geometry;
}
