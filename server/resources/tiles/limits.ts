import type { Bbox } from '#contract/common.ts';
import { maxTileZoom, type Tileset } from '#contract/tiles.ts';
import { Fault } from '#contract/faults.ts';
import { isTable, type Collection } from '#catalog/collections.ts';
import { sourceValues } from '#catalog/sql.ts';
import { extentStatement } from '#catalog/extent-sql.ts';
import type { Queryable } from '#db/db.ts';
import type { TileXyz } from '#rules/tile-grid.ts';
import { tileAt } from '#rules/tile-matrix-set.ts';
import { tileExtent } from './encode.ts';
import { queries } from './queries.ts';

type Limits = NonNullable<Tileset['tileMatrixSetLimits']>;

/** What is not a point is drawn this part of a tile's width over its edge. */
const margin = 64 / tileExtent;
/** Extents remembered; one more than this and all are forgotten. */
const mostExtents = 500;

/** Extent of what a collection shows on a day; null while that is nothing. */
export async function readExtent(db: Queryable, collection: Collection, at: string): Promise<Bbox | null> {
  const statement = isTable(collection) ? extentStatement(collection) : queries.levelExtent;
  const { west, south, east, north } = await db.one<Record<'west' | 'south' | 'east' | 'north', number | null>>(
    statement,
    { ...sourceValues(collection), at },
  );
  return west === null || south === null || east === null || north === null ? null : [west, south, east, north];
}

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

/** Tells tiles that hold nothing from those that never can, and asks for an extent once a version and day. */
export class TileLimits {
  readonly #extents = new Map<string, Promise<Bbox | null>>();

  /** Throws `notFound` for a tile that its tileset's limits leave out. */
  async requireInside(
    db: Queryable,
    collection: Collection,
    tile: TileXyz,
    shown: { version: string; day: string },
  ): Promise<void> {
    // The tile is there; who cannot be told more of it gets that.
    const extent = await this.#extentOf(db, collection, shown).catch(() => null);
    if (extent === null) return;
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

  async #extentOf(
    db: Queryable,
    collection: Collection,
    { version, day }: { version: string; day: string },
  ): Promise<Bbox | null> {
    const key = JSON.stringify([collection.id, isTable(collection) ? collection.source.within : null, version, day]);
    const known = this.#extents.get(key);
    if (known) return known;
    if (this.#extents.size >= mostExtents) this.#extents.clear();
    const reading = readExtent(db, collection, day);
    this.#extents.set(key, reading);
    reading.catch(() => this.#extents.delete(key));
    return reading;
  }
}

function outside(collection: string, { z, x, y }: TileXyz): Fault {
  return new Fault('tileOutside', { collection, tile: `${z}/${y}/${x}` }, 'path.tileRow');
}
