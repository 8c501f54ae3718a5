import type { Bbox } from '#contract/common.ts';
import { maxTileZoom, type Tileset } from '#contract/tiles.ts';
import { Fault } from '#contract/faults.ts';
import type { Collection } from '#catalog/collections.ts';
import type { TileXyz } from '#rules/tile-grid.ts';
import { tileAt } from '#rules/tile-matrix-set.ts';
import { tileExtent } from './encode.ts';

type Limits = NonNullable<Tileset['tileMatrixSetLimits']>;

/** What is not a point is drawn this part of a tile's width over its edge. */
const margin = 64 / tileExtent;
/** Tiles that may hold something of an extent, for every zoom that is answered: more than a TileJSON sends its readers to. */
export function limitsOf({ source }: Pick<Collection, 'source'>, [west, south, east, north]: Bbox): Limits {
  const over = source.kind === 'table' && source.geometry === 'point' ? 0 : margin;
  return Array.from({ length: maxTileZoom + 1 }, (_, zoom) => {
    const [first, last] = [tileAt([west, north], zoom, -over), tileAt([east, south], zoom, over)];
    return {
      tileMatrix: String(zoom),
      ...{ minTileRow: first.y, maxTileRow: last.y, minTileCol: first.x, maxTileCol: last.x },
    };
  });
}

/** Throws `notFound` for a tile that the limits of a tileset leave out. */
export function requireInside(collection: Collection, extent: Bbox, tile: TileXyz): void {
  const limits = limitsOf(collection, extent)[tile.z];
  if (
    limits === undefined ||
    tile.x < limits.minTileCol ||
    tile.x > limits.maxTileCol ||
    tile.y < limits.minTileRow ||
    tile.y > limits.maxTileRow
  )
    throw outside(collection.id, tile);
}

function outside(collection: string, { z, x, y }: TileXyz): Fault {
  return new Fault('tileOutside', { collection, tile: `${z}/${y}/${x}` }, 'path.tileRow');
}
