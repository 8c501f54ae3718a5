import type { GeoJSONVTFeature } from '@maplibre/geojson-vt';
import type { Geometry } from 'geojson';
import type { BoundaryCollection } from '#catalog/collections.ts';
import type { Db, Parameters } from '#db/db.ts';
import type { StopSignal } from '#server/stop.ts';
import { tileBounds, type TileXyz } from '#rules/tile-grid.ts';
import { tileRings } from '#rules/tile-geometry.ts';
import { encodeLayers, tileExtent } from './encode.ts';
import { queries } from './queries.ts';

/** Polygons reach this part of a tile's width over its edge, so that outlines do not end there. */
const margin = 64 / tileExtent;
/** Below this zoom a tile may hold thousands of communes: their polygons have the code alone, labels all. */
const namedFromZoom = 7;
/** Most labels of one tile; the largest units come first. */
const maxLabels = 500;

/** Name of the layer with label points beside a collection's polygons. */
export function labelLayer(collectionId: string): string {
  return `${collectionId}_label`;
}

/**
 * One vector tile (MVT 2, extent 4096) of the boundaries of a collection that are in force on `at`: see `getTile` for
 * its layers. Empty bytes where the tile holds nothing. PostGIS encodes it on a server; the embedded database has no
 * encoder, so that it gives clipped rows and this process encodes them.
 */
export async function makeBoundaryTile(
  db: Db,
  collection: Pick<BoundaryCollection, 'id' | 'level'>,
  { tile, at }: { tile: TileXyz; at: string },
  signal: StopSignal,
): Promise<Buffer> {
  return db.kind === 'server'
    ? encodeInDatabase(db, collection, tile, at, signal)
    : encodeHere(db, collection, tile, at, signal);
}

/** makeBoundaryTile by PostGIS. */
export async function encodeInDatabase(
  db: Db,
  collection: Pick<BoundaryCollection, 'id' | 'level'>,
  tile: TileXyz,
  at: string,
  signal: StopSignal,
): Promise<Buffer> {
  const parameters = { ...tileParameters(collection, tile, at), layer: collection.id };
  const [row] = await db.cancellable<{ tile: Buffer }>(queries.encodedTile, parameters, signal);
  return row?.tile ?? Buffer.alloc(0);
}

interface ClippedRow {
  readonly part: 'polygon' | 'label';
  readonly code: string;
  readonly name: string | null;
  readonly kind: string | null;
  readonly parentCode: string | null;
  readonly rank: number | null;
  readonly geometry: string | null;
}

/** makeBoundaryTile by this process, from rows that are clipped and in the tile's whole numbers already. */
export async function encodeHere(
  db: Db,
  collection: Pick<BoundaryCollection, 'id' | 'level'>,
  tile: TileXyz,
  at: string,
  signal: StopSignal,
): Promise<Buffer> {
  const rows = await db.cancellable<ClippedRow>(queries.clippedTile, tileParameters(collection, tile, at), signal);
  const polygons = rows.flatMap((row) => (row.part === 'polygon' ? toPolygon(row) : []));
  const labels = rows.flatMap((row) => (row.part === 'label' ? toLabel(row) : []));
  return encodeLayers({ [collection.id]: polygons, [labelLayer(collection.id)]: labels });
}

/** Parameters of the tile statements. */
export function tileParameters(collection: Pick<BoundaryCollection, 'level'>, tile: TileXyz, at: string): Parameters {
  const [west, south, east, north] = tileBounds(tile, margin);
  const [left, bottom, right, top] = tileBounds(tile);
  const named = collection.level !== 'commune' || tile.z >= namedFromZoom;
  return { level: collection.level, at, ...tile, west, south, east, north, left, bottom, right, top, named, maxLabels };
}

function toPolygon({ geometry, code, name, kind, parentCode }: ClippedRow): GeoJSONVTFeature[] {
  const rings = geometry === null ? [] : tileRings(JSON.parse(geometry) as Geometry);
  if (rings.length === 0) return [];
  return [{ type: 3, geometry: rings, tags: { code, name, kind, parent_code: parentCode } }];
}

function toLabel({ geometry, code, name, kind, rank }: ClippedRow): GeoJSONVTFeature[] {
  const point = geometry === null ? null : (JSON.parse(geometry) as Geometry);
  if (point?.type !== 'Point') return [];
  const [x = 0, y = 0] = point.coordinates;
  return [{ type: 1, geometry: [[x, y]], tags: { code, name, kind, rank } }];
}
