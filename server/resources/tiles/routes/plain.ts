import type { z } from 'zod';
import { getTile, maxTileZoom } from '#contract/tiles.ts';
import type { Catalog } from '#catalog/collections.ts';

/** What the address of a tile asks for. */
export interface TileAsked {
  readonly params: z.output<typeof getTile.params>;
  readonly query: z.output<typeof getTile.query>;
}

const number = '(0|[1-9]\\d{0,7})';
const address = new RegExp(
  `^/api/collections/([a-z0-9.-]+)/tiles/WebMercatorQuad/${number}/${number}/${number}(?:\\?(.*))?$`,
);

/**
 * What an address asks for that is one of a tile as everybody may have it: of an open collection and without a filter.
 * Null for every other address, and for one that is wrong: what is wrong with it is said elsewhere.
 */
export function readPlainTile(url: string, open: Catalog): TileAsked | null {
  const [, collectionId = '', z, y, x, rest = ''] = address.exec(url) ?? [];
  if (open.find(collectionId) === null) return null;
  // The contract's own check of these three takes longer than all else that is done here.
  const [tileMatrix, tileRow, tileCol] = [Number(z), Number(y), Number(x)];
  if (tileMatrix > maxTileZoom || Math.max(tileRow, tileCol) >= 2 ** tileMatrix) return null;
  const query = rest === '' ? {} : readQuery(rest);
  return query && { params: { collectionId, tileMatrix, tileRow, tileCol }, query };
}

function readQuery(text: string): TileAsked['query'] | null {
  const given = [...new URLSearchParams(text)];
  const named = Object.fromEntries(given);
  const plain = given.every(([name, value]) => (name === 'datetime' || name === 'version') && !value.includes('\0'));
  const read = plain && Object.keys(named).length === given.length ? getTile.query.safeParse(named) : null;
  return read?.success ? read.data : null;
}
