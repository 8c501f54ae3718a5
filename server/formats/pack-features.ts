import type { Geometry, Position } from 'geojson';
import { packPolygons } from '#contract/packed-polygons.ts';
import type { SourceFeature } from './driver.ts';

/**
 * Rows of a table as they go from one thread to another: their cells one after the other as JSON, which costs a fraction of
 * copying as many objects.
 */
export interface PackedRows {
  readonly names: readonly string[];
  readonly rows: Int32Array;
  /** JSON of texts and nulls, row by row. */
  readonly cells: string;
}

/** Features packed where all are rows of texts under the same names, as a CSV's are; null for any others. */
export function packFeatures(features: readonly SourceFeature[]): PackedRows | null {
  const [first] = features;
  if (first === undefined) return null;
  const names = Object.keys(first.fields);
  if (names.includes('__proto__')) return null;
  const cells: (string | null)[] = [];
  const rows = new Int32Array(features.length);
  let row = 0;
  for (const feature of features) {
    if (feature.geometry !== null || feature.packed || feature.fault !== null || feature.notes) return null;
    rows[row++] = feature.row;
    let column = 0;
    for (const name in feature.fields) {
      const value = feature.fields[name];
      if (name !== names[column++] || (typeof value !== 'string' && value !== null)) return null;
      cells.push(value);
    }
    if (column !== names.length) return null;
  }
  return { names, rows, cells: JSON.stringify(cells) };
}

/** The features that were packed. */
export function unpackFeatures({ names, rows, cells: json }: PackedRows): SourceFeature[] {
  const cells = JSON.parse(json) as (string | null)[];
  let cell = 0;
  return Array.from(rows, (row) => {
    const fields: Record<string, string | null> = {};
    for (const name of names) fields[name] = cells[cell++] ?? null;
    return { row, fields, geometry: null, fault: null };
  });
}

/** A feature whose polygons are packed. */
export function packPolygonsOf(feature: SourceFeature): SourceFeature {
  const { geometry } = feature;
  if (geometry === null) return feature;
  const { type } = geometry;
  const areas = polygonsOf(geometry);
  const packed = areas === null ? { ...packPolygons([[positionsIn(geometry)]]), polygons: [] } : packPolygons(areas);
  return { ...feature, geometry: null, packed: { type, ...packed } };
}

/** The polygons in a geometry; null where it is of another kind. */
function polygonsOf(geometry: Geometry): Position[][][] | null {
  if (geometry.type === 'Polygon') return geometry.coordinates.length === 0 ? [] : [geometry.coordinates];
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.filter((polygon) => polygon.length > 0);
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap((part) => polygonsOf(part) ?? []) : null;
}

/** The positions of points and lines. */
function positionsIn(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates;
    case 'MultiLineString':
      return geometry.coordinates.flat();
    default:
      return [];
  }
}
