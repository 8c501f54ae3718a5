import type { Bbox } from '#contract/common.ts';
import type { TileJson, Tileset } from '#contract/tiles.ts';
import type { Property } from '#contract/collections.ts';
import { isBoundary, isTable, type Collection } from '#catalog/collections.ts';
import { tileProperties } from '#catalog/tile-sql.ts';
import { crs84 } from '#rules/crs/uris.ts';
import { webMercatorQuad } from '#rules/tile-matrix-set.ts';
import type { FilterQuery } from '#resources/collections/question.ts';
import { labelLayer } from './boundary-tile.ts';
import { limitsOf } from './limits.ts';
import { cellLayer } from './table-tile.ts';

const vietnam: Bbox = [102, 8, 118, 23.5];

/** Where a description is asked for: the portal's own address, and the day and version of what the tiles show. */
export interface TilesetQuery {
  readonly base: string;
  readonly at: string;
  /** The day whose tiles hold on `at`, as `tileDay` finds it. */
  readonly day: string | null;
  readonly version: string;
  readonly demo: boolean;
  /** A filter that the tiles are to have. */
  readonly query: FilterQuery;
}

/**
 * TileJSON of a collection's tiles for a day. The template carries the day and the version of what they show, so that
 * addresses move only when the data does and tiles can be kept for ever.
 */
export function describeTileJson(
  collection: Collection,
  extent: Bbox | null,
  { base, at, day, version, demo, query }: TilesetQuery,
): TileJson {
  const { id, title, description, zooms, lineage } = collection;
  const filter = Object.entries(query).filter(([name, value]) => name.startsWith('filter') && value !== undefined);
  const asked = new URLSearchParams([['datetime', day ?? at], ['version', version], ...filter] as [string, string][]);
  return {
    tilejson: '3.0.0',
    name: title.vi,
    description: demo ? `${description.vi} Dữ liệu minh hoạ.` : description.vi,
    version: '1.0.0',
    attribution: demo ? 'Dữ liệu minh hoạ' : lineage.producer.vi,
    scheme: 'xyz',
    tiles: [`${tilesetAddress(base, id)}/{z}/{y}/{x}?${asked.toString()}`],
    minzoom: zooms.min,
    maxzoom: zooms.max,
    bounds: extent ?? vietnam,
    vector_layers: layersOf(collection).map((layer) => ({ ...layer, minzoom: zooms.min, maxzoom: zooms.max })),
    boundaryDate: isBoundary(collection) ? day : null,
    demo,
  };
}

function layersOf(collection: Collection): { id: string; description: string; fields: Record<string, string> }[] {
  const { id, title } = collection;
  if (isTable(collection)) {
    const named = tileProperties(collection).map(({ name, type }) => [name, fieldTypes[type]]);
    const features = { id, description: title.vi, fields: Object.fromEntries([['id', 'String'], ...named]) };
    if (collection.source.cells === null) return [features];
    const counts = { count: 'Number' };
    return [features, { id: cellLayer(id), description: `${title.vi}: số đối tượng quanh mỗi điểm`, fields: counts }];
  }
  const fields = { code: 'String', name: 'String', kind: 'String' };
  return [
    { id, description: title.vi, fields: { ...fields, parent_code: 'String' } },
    {
      id: labelLayer(id),
      description: `${title.vi}: điểm đặt nhãn; rank nhỏ hơn là đơn vị lớn hơn`,
      fields: { ...fields, rank: 'Number' },
    },
  ];
}

const fieldTypes: Record<Property['type'], 'String' | 'Number' | 'Boolean'> = {
  string: 'String',
  date: 'String',
  integer: 'Number',
  number: 'Number',
  boolean: 'Boolean',
};

/** The tileset of a collection as OGC API - Tiles describes it. */
export function describeTileset({ id, title }: Pick<Collection, 'id' | 'title'>, base: string): Tileset {
  const address = tilesetAddress(base, id);
  return {
    title: title.vi,
    dataType: 'vector',
    crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
    tileMatrixSetURI: webMercatorQuad,
    links: [
      { rel: 'self', href: address, type: 'application/json', title: 'Bộ ô bản đồ' },
      {
        rel: 'describedby',
        href: `${address}?f=tilejson`,
        type: 'application/vnd.mapbox.tilejson+json',
        title: 'TileJSON',
      },
      {
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
        href: `${base}/api/tileMatrixSets/WebMercatorQuad`,
        type: 'application/json',
        title: 'WebMercatorQuad',
      },
      {
        rel: 'item',
        href: `${address}/{tileMatrix}/{tileRow}/{tileCol}`,
        type: 'application/vnd.mapbox-vector-tile',
        templated: true,
      },
    ],
  };
}

/** A tileset with what its tiles hold and where. */
export function describeWholeTileset(collection: Collection, extent: Bbox | null, base: string): Tileset {
  const { min, max } = collection.zooms;
  const layers = layersOf(collection).map(({ id, description }) => ({
    ...{ id, title: description, dataType: 'vector' as const },
    ...{ minTileMatrix: String(min), maxTileMatrix: String(max) },
  }));
  if (extent === null) return { ...describeTileset(collection, base), layers };
  const [west, south, east, north] = extent;
  return {
    ...describeTileset(collection, base),
    layers,
    boundingBox: { lowerLeft: [west, south], upperRight: [east, north], crs: crs84 },
    tileMatrixSetLimits: limitsOf(collection, extent),
  };
}

function tilesetAddress(base: string, id: string): string {
  return `${base}/api/collections/${id}/tiles/WebMercatorQuad`;
}
