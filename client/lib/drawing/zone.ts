import type { Geometry, Position } from 'geojson';

/** Most corners of a drawn shape: a filter that the portal takes holds some 400. */
export const mostPoints = 200;
/** Radius of a zone around something, in metres. */
export const radiusLimits = { least: 10, most: 50_000 } as const;

/** A place on the map inside which things are looked for. */
export interface Zone {
  /** CQL2 condition that a feature lies in it. */
  readonly filter: string;
  /** What is drawn of it. */
  readonly geometry: Geometry;
}

/** The condition that a feature touches a geometry. */
export function insideFilter(geometry: Geometry): string {
  return `S_INTERSECTS(geometry, ${wktOf(geometry)})`;
}

/** The condition that a feature lies no farther from a geometry than so many metres, along the ground. */
export function nearFilter(geometry: Geometry, metres: number): string {
  return `S_DWITHIN(geometry, ${wktOf(geometry)}, ${metres}, m)`;
}

/** The condition that a feature touches the frame west, south, east, north. */
export function frameFilter(bbox: readonly [number, number, number, number]): string {
  return `S_INTERSECTS(geometry, BBOX(${bbox.map(short).join(',')}))`;
}

/** A point from `longitude, latitude` as people copy them: with comma, semicolon or space, in either order where only one makes sense here. */
export function readPosition(text: string): [number, number] | null {
  const parts = text.trim().split(/\s*[,;\s]\s*/);
  const [first, second] = parts.map((part) => (/^-?\d{1,3}(\.\d{1,12})?$/.test(part) ? Number(part) : NaN));
  if (parts.length !== 2 || first === undefined || second === undefined) return null;
  if (Number.isNaN(first) || Number.isNaN(second)) return null;
  // Vietnam lies between 102 and 118 degrees east: a first number below 30 is a latitude.
  const [lng, lat] = Math.abs(first) < 30 && Math.abs(second) > 90 ? [second, first] : [first, second];
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 85 ? [lng, lat] : null;
}

/** Well-known text with five decimals, which are about a metre. */
export function wktOf(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `POINT(${position(geometry.coordinates)})`;
    case 'MultiPoint':
      return `MULTIPOINT(${geometry.coordinates.map((one) => `(${position(one)})`).join(',')})`;
    case 'LineString':
      return `LINESTRING${line(geometry.coordinates)}`;
    case 'MultiLineString':
      return `MULTILINESTRING(${geometry.coordinates.map(line).join(',')})`;
    case 'Polygon':
      return `POLYGON${area(geometry.coordinates)}`;
    case 'MultiPolygon':
      return `MULTIPOLYGON(${geometry.coordinates.map(area).join(',')})`;
    case 'GeometryCollection':
      throw new Error('A collection of geometries is no zone: take its parts one by one.');
  }
}

const short = (value: number) => String(Number(value.toFixed(5)) + 0);
const position = ([lng = 0, lat = 0]: Position) => `${short(lng)} ${short(lat)}`;
const line = (positions: readonly Position[]) => `(${positions.map(position).join(',')})`;
const area = (rings: readonly (readonly Position[])[]) => `(${rings.map(line).join(',')})`;
