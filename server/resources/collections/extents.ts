import type { Bbox } from '#contract/common.ts';
import { isTable, type Collection } from '#catalog/collections.ts';
import { extentStatement } from '#catalog/extent-sql.ts';
import { sourceValues } from '#catalog/sql.ts';
import type { Db } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), ['levelExtent']);

/** Extent (WGS 84) and number of what holds on a day, and the first and last day of which there is anything. */
export interface Extent {
  readonly west: number | null;
  readonly south: number | null;
  readonly east: number | null;
  readonly north: number | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly features: number;
}

/** What an extent follows: the day, and a text that moves with the collection's data. */
export interface ExtentAsked {
  readonly at: string;
  readonly state: string;
}

/** Extents that are remembered: each may be a look at every feature, and every page of the map asks for all of them. */
const mostExtents = 500;
const extents = new WeakMap<Db['pool'], Map<string, Promise<Extent>>>();

/** Extent of a collection's features on a day, asked once for as long as `state` is the same. */
export function extentOf(
  db: Pick<Db, 'pool' | 'one'>,
  collection: Collection,
  { at, state }: ExtentAsked,
): Promise<Extent> {
  const known = extents.get(db.pool) ?? new Map<string, Promise<Extent>>();
  extents.set(db.pool, known);
  const values = { ...sourceValues(collection), at };
  const key = JSON.stringify([state, collection.id, values]);
  const there = known.get(key);
  if (there !== undefined) return there;
  const row = db.one<Extent>(isTable(collection) ? extentStatement(collection) : queries.levelExtent, values);
  if (known.size >= mostExtents) known.clear();
  known.set(key, row);
  row.catch(() => known.delete(key));
  return row;
}

/** The box of an extent; null while there is nothing. */
export function boxOf({ west, south, east, north }: Extent): Bbox | null {
  return west === null || south === null || east === null || north === null ? null : [west, south, east, north];
}
