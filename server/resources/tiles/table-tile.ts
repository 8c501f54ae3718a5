import type { GeoJSONVTFeature } from '@maplibre/geojson-vt';
import type { Geometry, Position } from 'geojson';
import type { TableCollection } from '#catalog/collections.ts';
import type { FilterSql } from '#catalog/filter-sql.ts';
import { sourceValues } from '#catalog/sql.ts';
import { tileStatement } from '#catalog/tile-sql.ts';
import type { Db } from '#db/db.ts';
import type { StopSignal } from '#server/stop.ts';
import { withoutRepeats } from '#rules/geometries.ts';
import { tileRings } from '#rules/tile-geometry.ts';
import type { TileXyz } from '#rules/tile-grid.ts';
import { encodeLayers } from './encode.ts';

/** What a tile of features shows. */
export interface TableTileQuery {
  readonly tile: TileXyz;
  readonly at: string;
  readonly condition: FilterSql | null;
  /** Whether no feature begins or ceases to hold after `at`, so that the kept cells count what holds on it. */
  readonly current: boolean;
}

/** Name of the layer with counts beside a collection's features. */
export function cellLayer(collectionId: string): string {
  return `${collectionId}_cell`;
}

/**
 * One vector tile (MVT 2, extent 4096) of a collection's features: see `getTile` for its layers. Empty bytes where the tile
 * holds nothing. PostGIS encodes it on a server; the embedded database has no encoder and gives rows.
 */
export async function makeTableTile(
  db: Db,
  collection: TableCollection,
  query: TableTileQuery,
  signal: StopSignal,
  encoder: 'mvt' | 'rows' = db.kind === 'server' ? 'mvt' : 'rows',
): Promise<Buffer> {
  const { tile, at, condition, current } = query;
  const statement = tileStatement(collection, {
    filter: condition?.sql ?? null,
    // The kept cells know no communes: who may see only some gets counts of those.
    kept: current && condition === null && collection.source.within === null,
    as: encoder,
  });
  const values = {
    ...tile,
    at,
    from: at,
    to: at,
    layer: collection.id,
    ...sourceValues(collection),
    ...condition?.values,
  };
  if (encoder === 'rows') {
    return encodeRows(collection.id, await db.cancellable<TileRow>(statement, values, signal));
  }
  const [row] = await db.cancellable<{ tile: Buffer }>(statement, values, signal);
  return row?.tile ?? Buffer.alloc(0);
}

interface TileRow {
  readonly part: 'feature' | 'cell';
  readonly id: string | null;
  readonly properties: string;
  readonly count: number | null;
  readonly geometry: string | null;
}

function encodeRows(id: string, rows: readonly TileRow[]): Buffer {
  const features = rows.filter(({ part }) => part === 'feature');
  const cells = rows.filter(({ part }) => part === 'cell');
  return encodeLayers({
    [id]: features.flatMap((row) =>
      drawn(row.geometry, { id: row.id, ...withoutNulls(JSON.parse(row.properties) as Record<string, unknown>) }),
    ),
    [cellLayer(id)]: cells.flatMap((row) => drawn(row.geometry, { count: row.count })),
  });
}

/** PostGIS leaves out what is null, and so do we. */
function withoutNulls(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

function drawn(text: string | null, tags: Record<string, unknown>): GeoJSONVTFeature[] {
  const geometry = text === null ? null : (JSON.parse(text) as Geometry);
  if (geometry === null) return [];
  const feature = (type: 1 | 2 | 3, parts: number[][][] | number[][]) =>
    parts.length === 0 ? [] : [{ type, geometry: parts, tags } as GeoJSONVTFeature];
  switch (geometry.type) {
    case 'Point':
      return feature(1, [wholeNumbers(geometry.coordinates)]);
    case 'MultiPoint':
      return feature(1, geometry.coordinates.map(wholeNumbers));
    case 'LineString':
      return feature(2, linesOf([geometry.coordinates]));
    case 'MultiLineString':
      return feature(2, linesOf(geometry.coordinates));
    case 'Polygon':
    case 'MultiPolygon':
      return feature(3, tileRings(geometry));
    case 'GeometryCollection':
      return geometry.geometries.flatMap((part) => drawn(JSON.stringify(part), tags));
  }
}

function wholeNumbers([x = 0, y = 0]: Position): number[] {
  return [Math.round(x), Math.round(y)];
}

/** Lines whose points that fell together are one; those that became a point are left out. */
function linesOf(lines: readonly Position[][]): number[][][] {
  return lines.map((line) => withoutRepeats(line.map(wholeNumbers))).filter((line) => line.length > 1);
}
