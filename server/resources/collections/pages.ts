import type { z } from 'zod';
import type { listItems } from '#contract/features.ts';
import { Fault } from '#contract/faults.ts';
import type { Collection } from '#catalog/collections.ts';
import { readCursor, type CursorOf } from './cursor.ts';
import type { ItemFilter, ItemPosition, ItemRow, PageStart } from './items.ts';

type ItemsQuery = z.output<typeof listItems.query>;

interface Begin {
  readonly day: string;
  readonly given: number;
  readonly start: PageStart;
}

/** What a cursor of a question belongs to. */
export function cursorOf(
  collection: Collection,
  filter: ItemFilter,
  { datetime }: Pick<ItemsQuery, 'datetime'>,
): CursorOf {
  const { bbox, equals, condition, sort } = filter;
  const typeOf = new Map(collection.properties.map(({ name, type }) => [name, type]));
  return {
    question: JSON.stringify([
      collection.id,
      datetime ?? null,
      bbox?.area ?? null,
      [...equals].sort(),
      condition,
      sort,
    ]),
    sortedBy: sort.map(({ name }) => typeOf.get(name) ?? 'string'),
  };
}

/**
 * Where a page begins, how many features come before it, and the day for which it answers where none is asked for. Throws
 * `badRequest` for a cursor of another question, and for one beside an offset.
 */
export function beginOf({ cursor, offset }: Pick<ItemsQuery, 'cursor' | 'offset'>, walk: CursorOf, at: string): Begin {
  if (cursor === undefined) return { day: at, given: offset ?? 0, start: { offset: offset ?? 0 } };
  if (offset !== undefined) {
    throw new Fault('cursorAndOffset', {}, 'query.cursor');
  }
  const { day, given, after } = readCursor(cursor, walk);
  return { day, given, start: { after } };
}

/** What a page came to; whole once its last feature was taken. */
export interface PageEnd {
  returned: number;
  /** Its last feature, where others come after it. */
  next: ItemPosition | null;
}

/** Hands on `limit` features and notes in `page` whether there was another. */
export async function* upTo(limit: number, pieces: AsyncIterable<ItemRow[]>, page: PageEnd): AsyncGenerator<ItemRow[]> {
  let last: ItemRow | null = null;
  for await (const rows of pieces) {
    const taken = rows.slice(0, limit - page.returned);
    last = taken.at(-1) ?? last;
    page.returned += taken.length;
    if (taken.length < rows.length) page.next = last;
    if (taken.length > 0) yield taken;
  }
}
