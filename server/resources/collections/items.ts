import type { Days } from '#contract/datetime.ts';
import type { Collection } from '#catalog/collections.ts';
import { countStatement, pageStatement, type ItemShape } from '#catalog/sql.ts';
import type { Queryable } from '#db/db.ts';
import { Refusal, shown } from '#http/problem.ts';

/** Which features of a collection are asked for. `bbox` in degrees of WGS 84: west, south, east, north. */
export interface ItemFilter {
  readonly days: Days;
  readonly bbox: readonly [number, number, number, number] | null;
  /** Values of properties, by name. */
  readonly equals: ReadonlyMap<string, string>;
}

/** A feature as text that needs no more than putting together. */
export interface ItemRow {
  readonly code: string;
  readonly validFrom: string;
  /** GeoJSON of the geometry, or `null`. */
  readonly geometry: string;
  /** JSON object. */
  readonly properties: string;
}

/** Rows are read in pieces of this size, so that a page of 10,000 boundaries never stands in memory as a whole. */
const pieceSize = 200;

/**
 * The filters that a request's left-over parameters stand for. Throws `badRequest` that names the first one that is no
 * filterable property of the collection, and those that are.
 */
export function propertyFilters(
  collection: Collection,
  parameters: Readonly<Record<string, unknown>>,
): Map<string, string> {
  const filterable = collection.properties.filter((property) => property.filterable);
  const filters = new Map<string, string>();
  for (const [name, value] of Object.entries(parameters)) {
    const property = filterable.find((candidate) => candidate.name === name);
    if (!property) {
      const known = ['bbox', 'datetime', 'limit', 'offset', 'f', ...filterable.map((candidate) => candidate.name)].join(
        ', ',
      );
      throw new Refusal(
        'badRequest',
        `There is no parameter "${shown(name)}" here: known are ${known}.`,
        `query.${shown(name)}`,
      );
    }
    const text = String(value);
    if (property.type === 'boolean' && text !== 'true' && text !== 'false') {
      throw new Refusal('badRequest', `Parameter "${name}": must be true or false.`, `query.${name}`);
    }
    filters.set(name, text);
  }
  return filters;
}

/** How many features match. */
export async function countItems(db: Queryable, collection: Collection, filter: ItemFilter): Promise<number> {
  const { matched } = await db.one<{ matched: number }>(
    countStatement(collection, shapeOf(filter)),
    valuesOf(collection, filter),
  );
  return matched;
}

/** Features after `offset`, `limit` at most, in the order of code and first day; piece by piece. */
export async function* readItems(
  db: Queryable,
  collection: Collection,
  filter: ItemFilter,
  { limit, offset }: { limit: number; offset: number },
): AsyncGenerator<ItemRow[]> {
  const statement = pageStatement(collection, shapeOf(filter));
  for (let done = 0; done < limit; done += pieceSize) {
    const take = Math.min(pieceSize, limit - done);
    const values = { ...valuesOf(collection, filter), limit: take, offset: offset + done };
    const rows = await db.many<ItemRow>(statement, values);
    if (rows.length > 0) yield rows;
    if (rows.length < take) return;
  }
}

/** The feature of a code, in its version of a day; null where there is none. */
export async function readItem(
  db: Queryable,
  collection: Collection,
  code: string,
  day: string,
): Promise<ItemRow | null> {
  const filter = { days: { from: day, to: day }, bbox: null, equals: new Map<string, string>() };
  const statement = pageStatement(collection, { ...shapeOf(filter), byCode: true });
  const rows = await db.many<ItemRow>(statement, { ...valuesOf(collection, filter), code, limit: 1, offset: 0 });
  return rows[0] ?? null;
}

function shapeOf({ bbox, equals }: ItemFilter): ItemShape {
  return { bbox: bbox !== null, equals: [...equals.keys()].sort(), byCode: false };
}

function valuesOf({ level }: Collection, { days, bbox, equals }: ItemFilter) {
  return {
    level,
    from: days.from,
    to: days.to,
    ...(bbox === null ? {} : { bbox: boxText(bbox) }),
    ...Object.fromEntries([...equals].map(([name, value]) => [`is_${name}`, value])),
  };
}

/** A bbox as WKT; one that crosses the 180th meridian is two. */
function boxText([west, south, east, north]: readonly [number, number, number, number]): string {
  const box = (left: number, right: number) =>
    `((${left} ${south},${right} ${south},${right} ${north},${left} ${north},${left} ${south}))`;
  return west <= east ? `POLYGON${box(west, east)}` : `MULTIPOLYGON(${box(west, 180)},${box(-180, east)})`;
}
