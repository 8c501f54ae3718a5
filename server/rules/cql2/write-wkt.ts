import type { Geometry, Position } from 'geojson';

/** Well-known text of a geometry; `decimals` rounds its positions (five are about a metre). */
export function wktOf(geometry: Geometry, decimals: number | null = null): string {
  const number = (value = Number.NaN) => (decimals === null ? value : Number(value.toFixed(decimals)));
  const pair = ([x, y]: Position) => `${number(x)} ${number(y)}`;
  const line = (positions: Position[]) => `(${positions.map(pair).join(',')})`;
  const lines = (all: Position[][]) => `(${all.map(line).join(',')})`;
  switch (geometry.type) {
    case 'Point':
      return `POINT(${pair(geometry.coordinates)})`;
    case 'LineString':
      return `LINESTRING${line(geometry.coordinates)}`;
    case 'Polygon':
      return `POLYGON${lines(geometry.coordinates)}`;
    case 'MultiPoint':
      return `MULTIPOINT${line(geometry.coordinates)}`;
    case 'MultiLineString':
      return `MULTILINESTRING${lines(geometry.coordinates)}`;
    case 'MultiPolygon':
      return `MULTIPOLYGON(${geometry.coordinates.map(lines).join(',')})`;
    case 'GeometryCollection':
      return `GEOMETRYCOLLECTION(${geometry.geometries.map((part) => wktOf(part, decimals)).join(',')})`;
  }
}
