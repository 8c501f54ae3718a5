import type { Bbox } from '#contract/common.ts';
import type { TileJson, Tileset } from '#contract/tiles.ts';
import type { Collection } from '#catalog/collections.ts';
import type { Queryable } from '#db/db.ts';
import { queries } from './queries.ts';
import { labelLayer } from './service.ts';
import { boundaryDateOf, type BoundaryState } from './state.ts';

const vietnam: Bbox = [102, 8, 118, 23.5];

/** Where a description is asked for: the portal's own address, and the day of the boundaries. */
export interface TilesetQuery {
  readonly base: string;
  readonly at: string;
  readonly state: BoundaryState;
}

/**
 * TileJSON of a collection's tiles for a day. The template carries the day on which the boundaries came into force and
 * the version of the data, so that addresses move only when boundaries do and tiles can be kept for ever.
 */
export async function describeTileJson(
  db: Queryable,
  collection: Collection,
  { base, at, state }: TilesetQuery,
): Promise<TileJson> {
  const { id, title, description, zooms, lineage, level } = collection;
  const boundaryDate = boundaryDateOf(state.changeDays[level], at);
  const { west, south, east, north } = await db.one<Record<'west' | 'south' | 'east' | 'north', number | null>>(
    queries.levelExtent,
    { level, at },
  );
  const bounds: Bbox =
    west === null || south === null || east === null || north === null ? vietnam : [west, south, east, north];
  const template = `${tilesetAddress(base, id)}/{z}/{y}/{x}?datetime=${boundaryDate ?? at}&version=${state.version}`;
  const fields = { code: 'String', name: 'String', kind: 'String' };
  return {
    tilejson: '3.0.0',
    name: title.vi,
    description: state.demo ? `${description.vi} Dữ liệu minh hoạ.` : description.vi,
    version: '1.0.0',
    attribution: state.demo ? 'Dữ liệu minh hoạ' : lineage.producer.vi,
    scheme: 'xyz',
    tiles: [template],
    minzoom: zooms.min,
    maxzoom: zooms.max,
    bounds,
    vector_layers: [
      {
        id,
        description: title.vi,
        fields: { ...fields, parent_code: 'String' },
        minzoom: zooms.min,
        maxzoom: zooms.max,
      },
      {
        id: labelLayer(id),
        description: `${title.vi}: điểm đặt nhãn; rank nhỏ hơn là đơn vị lớn hơn`,
        fields: { ...fields, rank: 'Number' },
        minzoom: zooms.min,
        maxzoom: zooms.max,
      },
    ],
    boundaryDate,
    demo: state.demo,
  };
}

/** The tileset of a collection as OGC API - Tiles describes it. */
export function describeTileset({ id, title }: Pick<Collection, 'id' | 'title'>, base: string): Tileset {
  const address = tilesetAddress(base, id);
  return {
    title: title.vi,
    dataType: 'vector',
    crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
    tileMatrixSetURI: 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad',
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
        href: 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad',
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

function tilesetAddress(base: string, id: string): string {
  return `${base}/api/collections/${id}/tiles/WebMercatorQuad`;
}
