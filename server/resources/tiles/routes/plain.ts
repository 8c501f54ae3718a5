import type { z } from 'zod';
import { getTile } from '#contract/tiles.ts';
import type { Catalog } from '#catalog/collections.ts';

/** What the address of a tile asks for. */
export interface TileAsked {
  readonly params: z.output<typeof getTile.params>;
  readonly query: z.output<typeof getTile.query>;
}

const address = /^\/api\/collections\/([a-z0-9.-]+)\/tiles\/WebMercatorQuad\/(\d+)\/(\d+)\/(\d+)(?:\?(.*))?$/;

/**
 * What an address asks for that is one of a tile as everybody may have it: of an open collection and without a filter.
 * Null for every other address, and for one that is wrong: what is wrong with it is said elsewhere.
 */
export function readPlainTile(url: string, open: Catalog): TileAsked | null {
  const [, collectionId = '', tileMatrix, tileRow, tileCol, rest = ''] = address.exec(url) ?? [];
  if (open.find(collectionId) === null) return null;
  const given = [...new URLSearchParams(rest)];
  const named = Object.fromEntries(given);
  const plain = given.every(([name, value]) => (name === 'datetime' || name === 'version') && !value.includes('\0'));
  if (!plain || Object.keys(named).length < given.length) return null;
  const params = getTile.params.safeParse({ collectionId, tileMatrix, tileRow, tileCol });
  const query = getTile.query.safeParse(named);
  return params.success && query.success ? { params: params.data, query: query.data } : null;
}
