import { area, buffer, coordAll, feature, kinks, length, lineString, polygon, simplify } from '@turf/turf';
import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson';

/** The polygon of some corners, which need not end where they begin. */
export function polygonOf(corners: readonly Position[]): Polygon {
  const [first] = corners;
  return { type: 'Polygon', coordinates: [first === undefined ? [] : [...corners, first]] };
}

/** Length of the way through some points, in metres along the ground. */
export function lengthM(points: readonly Position[]): number {
  return points.length < 2 ? 0 : length(lineString([...points]), { units: 'meters' });
}

/** Area inside some corners, in square metres; none where they are fewer than three. */
export function areaM2(corners: readonly Position[]): number {
  return corners.length < 3 ? 0 : area(polygonOf(corners));
}

/** Whether the edge of an area crosses itself: then nobody can say what is inside. */
export function crossesItself(corners: readonly Position[]): boolean {
  return corners.length > 3 && kinks(polygon(polygonOf(corners).coordinates)).features.length > 0;
}

/** All that lies within so many metres of a geometry; null where nothing does. */
export function around(geometry: Geometry, metres: number): Polygon | MultiPolygon | null {
  return buffer(feature(geometry), metres, { units: 'meters', steps: 16 })?.geometry ?? null;
}

/** A geometry with no more than so many positions: the one that keeps most of its form. */
export function lighter<Shape extends Exclude<Geometry, { type: 'GeometryCollection' }>>(
  geometry: Shape,
  most: number,
): Shape {
  let light = geometry;
  // From about 10 m up, twice as coarse each time.
  for (let tolerance = 0.0001; coordAll(light).length > most && tolerance < 1; tolerance *= 2) {
    light = simplify(geometry, { tolerance, highQuality: false });
  }
  return light;
}
