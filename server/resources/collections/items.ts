import type { Property } from '#contract/collections.ts';
import { IsoDate } from '#contract/common.ts';
import { isOneDay, type Days } from '#contract/datetime.ts';
import { maxLimit, wholeBounds } from '#contract/features.ts';
import { Fault } from '#contract/faults.ts';
import type { Box } from '#rules/geometries.ts';
import { shown } from '#rules/text/shown.ts';
import type { Collection } from '#catalog/collections.ts';
import type { FilterSql } from '#catalog/filter-sql.ts';
import { countStatement, everyItem, pageStatement, sourceValues, type ItemShape, type SortStep } from '#catalog/sql.ts';
import { RowCountError, type Db } from '#db/db.ts';

/** A box in WGS 84, which may be two. */
export interface BoxAsked {
  /** Well-known text. */
  readonly area: string;
  /** West, south, east, north, where that is all of it. */
  readonly corners: Box | null;
}

/** Which features of a collection are asked for, in what order, and what of them. */
export interface ItemFilter {
  readonly days: Days;
  readonly bbox: BoxAsked | null;
  /** Values of properties, by name. */
  readonly equals: ReadonlyMap<string, string>;
  /** A CQL2 filter. */
  readonly condition: FilterSql | null;
  readonly sort: readonly SortStep[];
  /** Names of the properties that are wanted; null means all. */
  readonly select: readonly string[] | null;
}

/** A feature's place among all in the order asked for. */
export interface ItemPosition {
  readonly id: string;
  /** First day of its version. */
  readonly validFrom: string;
  /** What it is sorted by, as the database writes it. */
  readonly sortValues: readonly (string | null)[];
}

/** A feature as text that needs no more than putting together. */
export interface ItemRow extends ItemPosition {
  /** GeoJSON of the geometry, or `null`. */
  readonly geometry: string;
  /** JSON object. */
  readonly properties: string;
  /** JSON of the last day on which its commune held, where that is no more on the day asked for; null where it is. */
  readonly communeHeld?: string | null;
}

/**
 * Rows are read in pieces, so that a page of 10,000 boundaries never stands in memory as a whole. Each piece is a
 * statement of its own: points, which are small, come in one.
 */
export function pieceSizeOf({ source }: Collection): number {
  if (source.kind === 'boundary') return 200;
  return source.geometry === 'point' ? maxLimit : 1_000;
}
const exportPieceSize = 1000;

/** Counts that are remembered: whoever walks through the pages of a million features has them counted once. */
const mostCounts = 500;
const counts = new WeakMap<Db['pool'], Map<string, number>>();

/** `countItems`, remembered for as long as `state`, which moves with the data, is the same. */
export async function countOnce(
  db: Db,
  collection: Collection,
  filter: ItemFilter,
  { state, signal }: { state: string; signal: AbortSignal },
): Promise<number> {
  const known = counts.get(db.pool) ?? new Map<string, number>();
  counts.set(db.pool, known);
  const statement = countStatement(collection, shapeOf(filter));
  const key = JSON.stringify([state, collection.id, statement.name, valuesOf(collection, filter)]);
  const count = known.get(key) ?? (await countItems(db, collection, filter, signal));
  if (known.size >= mostCounts) known.clear();
  known.set(key, count);
  return count;
}

/**
 * The filters that a request's left-over parameters stand for. Throws `badRequest` that names the first one that is no
 * filterable property of the collection, and those that are.
 */
export function propertyFilters(
  collection: Collection,
  parameters: Readonly<Record<string, unknown>>,
  standardParameters: readonly string[],
): Map<string, string> {
  const filterable = collection.properties.filter((property) => property.filterable);
  const filters = new Map<string, string>();
  for (const [name, value] of Object.entries(parameters)) {
    const property = filterable.find((candidate) => candidate.name === name);
    if (!property) {
      const known = [...standardParameters, ...filterable.map((candidate) => candidate.name)].join(', ');
      throw new Fault('parameterUnknown', { name, known }, `query.${shown(name)}`);
    }
    // Texts of features are in NFC.
    const text = String(value).normalize('NFC');
    const fault = faultOf(property, text);
    if (fault !== null) throw fault;
    // The database refuses what is smaller than its smallest number, where JavaScript has 0.
    filters.set(name, property.type === 'integer' || property.type === 'number' ? String(Number(text)) : text);
  }
  return filters;
}

/** Why a text can be no value of a property; null where it can. */
function faultOf(property: Property, text: string): Fault | null {
  const { name, type, values } = property;
  const at = `query.${name}`;
  switch (type) {
    case 'boolean':
      return text === 'true' || text === 'false' ? null : new Fault('propertyNotTruth', { name }, at);
    case 'integer':
    case 'number':
      return numberFaultOf(property, text);
    case 'date':
      return IsoDate.safeParse(text).success ? null : new Fault('propertyNotDate', { name }, at);
    case 'string':
      if (values === null || values.some(({ value }) => value === text)) return null;
      return new Fault('propertyNotListed', { name, known: values.map(({ value }) => value).join(', ') }, at);
  }
}

/** As JSON writes a number: programs write 1e-7 and 1e+21 so. */
const decimal = /^-?\d{1,320}(\.\d{1,320})?([eE][+-]?\d{1,3})?$/;

/** What no feature can have is refused, as the OpenAPI document says; 12.0 is the whole number 12. */
function numberFaultOf({ name, type, min, max }: Property, text: string): Fault | null {
  const at = `query.${name}`;
  const value = Number(text);
  if (!decimal.test(text) || !Number.isFinite(value)) return new Fault('propertyNotNumber', { name }, at);
  const whole = type === 'integer';
  if (whole && !Number.isInteger(value)) return new Fault('propertyNotWhole', { name }, at);
  const least = min ?? (whole ? wholeBounds.min : -Infinity);
  const most = max ?? (whole ? wholeBounds.max : Infinity);
  if (value < least) return new Fault('propertyBelow', { name, least }, at);
  if (value > most) return new Fault('propertyAbove', { name, most }, at);
  return null;
}

/** How many features match. The query is cancelled when `signal` aborts. */
export async function countItems(
  db: Db,
  collection: Collection,
  filter: ItemFilter,
  signal: AbortSignal,
): Promise<number> {
  const statement = countStatement(collection, shapeOf(filter));
  const [row] = await db.cancellable<{ matched: number }>(statement, valuesOf(collection, filter), signal);
  if (row === undefined) throw new RowCountError(statement, 0);
  return row.matched;
}

/** Where a reading begins: after so many features, or right after one that was read before. */
export type PageStart = { readonly offset: number } | { readonly after: ItemPosition };

/**
 * Features from `start` on, `limit` at most, in the order asked for, then of id and first day; piece by piece, each going
 * on from the last feature of the one before, so that what ceases or comes meanwhile moves no other. Cancelled as the count
 * is.
 */
export function readItems(
  db: Db,
  collection: Collection,
  filter: ItemFilter,
  reading: { readonly limit: number; readonly start: PageStart; readonly signal: AbortSignal },
): AsyncGenerator<ItemRow[]> {
  return readPieces(db, collection, filter, { ...reading, pieceSize: pieceSizeOf(collection), whole: false });
}

/** Every feature, in the order of id and first day; piece by piece, each as quick as the first. Cancelled as the count is. */
export function readEveryItem(
  db: Db,
  collection: Collection,
  filter: ItemFilter,
  signal: AbortSignal,
): AsyncGenerator<ItemRow[]> {
  const everything = { limit: Infinity, start: { offset: 0 }, pieceSize: exportPieceSize, whole: true };
  return readPieces(db, collection, { ...filter, sort: [] }, { ...everything, signal });
}

interface Reading {
  readonly limit: number;
  readonly start: PageStart;
  readonly pieceSize: number;
  /** Whether coordinates are whole. */
  readonly whole: boolean;
  readonly signal: AbortSignal;
}

async function* readPieces(
  db: Db,
  collection: Collection,
  filter: ItemFilter,
  { limit, start, pieceSize, whole, signal }: Reading,
): AsyncGenerator<ItemRow[]> {
  const versions = !isOneDay(filter.days);
  let from = start;
  for (let left = limit; left > 0;) {
    // The one feature that only tells whether there are more is no statement of its own.
    const take = left <= pieceSize + 1 ? left : pieceSize;
    const after = 'after' in from ? { nulls: from.after.sortValues.map((value) => value === null), versions } : null;
    const statement = pageStatement(collection, { ...shapeOf(filter), after, whole });
    const values = { ...valuesOf(collection, filter), limit: take, ...startValues(from) };
    const rows = await db.cancellable<ItemRow>(statement, values, signal);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < take) return;
    left -= take;
    from = { after: last };
  }
}

function startValues(start: PageStart): Record<string, unknown> {
  if ('offset' in start) return start;
  const { id, validFrom, sortValues } = start.after;
  return {
    afterId: id,
    afterDay: validFrom,
    ...Object.fromEntries(sortValues.map((value, at) => [`after_${at}`, value])),
  };
}

/** Asks for the first piece at once, so that a failing database is told as a problem and not as a cut-off body. */
export async function begun(
  pieces: AsyncGenerator<ItemRow[]>,
): Promise<{ readonly first: readonly ItemRow[]; readonly pieces: AsyncGenerator<ItemRow[]> }> {
  const first = await pieces.next();
  return {
    first: first.done ? [] : first.value,
    pieces: (async function* () {
      if (first.done) return;
      yield first.value;
      yield* pieces;
    })(),
  };
}

/** The feature of an id, in its version of a day; null where there is none. */
export async function readItem(db: Db, collection: Collection, id: string, day: string): Promise<ItemRow | null> {
  const statement = pageStatement(collection, { ...everyItem, byId: true });
  const rows = await db.many<ItemRow>(statement, {
    ...sourceValues(collection),
    from: day,
    to: day,
    id,
    limit: 1,
    offset: 0,
  });
  return rows[0] ?? null;
}

function shapeOf({ bbox, equals, condition, sort, select }: ItemFilter): ItemShape {
  return {
    bbox: bbox && (bbox.corners === null ? 'area' : 'corners'),
    equals: [...equals.keys()].sort(),
    byId: false,
    after: null,
    whole: false,
    filter: condition?.sql ?? null,
    sort,
    select,
  };
}

function valuesOf(collection: Collection, { days, bbox, equals, condition }: ItemFilter) {
  return {
    ...sourceValues(collection),
    from: days.from,
    to: days.to,
    ...(bbox === null ? {} : boxValues(bbox)),
    ...Object.fromEntries([...equals].map(([name, value]) => [`is_${name}`, value])),
    ...condition?.values,
  };
}

function boxValues({ area, corners }: BoxAsked): Record<string, unknown> {
  if (corners === null) return { bbox: area };
  const [west, south, east, north] = corners;
  return { bbox: area, west, south, east, north };
}
