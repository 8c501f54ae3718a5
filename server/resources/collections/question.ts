import type { z } from 'zod';
import type { listItems } from '#contract/features.ts';
import { Fault } from '#contract/faults.ts';
import { isTable, type Collection } from '#catalog/collections.ts';
import { compileFilter, type FilterSql } from '#catalog/filter-sql.ts';
import type { SortStep } from '#catalog/sql.ts';
import { FilterFault } from '#rules/cql2/expression.ts';
import { parseCql2Json } from '#rules/cql2/parse-json.ts';
import { parseCql2Text } from '#rules/cql2/parse-text.ts';
import { FilterTooHeavy, mostWeight } from '#rules/cql2/weight.ts';
import { findNamedCrs, type NamedCrs } from '#geo/named-crs.ts';
import { crs84 } from '#rules/crs/uris.ts';
import { wktOf } from '#rules/cql2/write-wkt.ts';
import type { Box } from '#rules/geometries.ts';
import { boxInWgs84 } from '#rules/places.ts';
import { propertyFilters, type BoxAsked, type ItemFilter } from './items.ts';

type ItemsQuery = z.output<typeof listItems.query>;
/** A filter and how it is written, as any request may carry it. */
export type FilterQuery = Pick<ItemsQuery, 'filter' | 'filter-lang' | 'filter-crs'>;

/** What of a request for items says which features are wanted; anything else in it is a property. */
export type QuestionQuery = FilterQuery &
  Pick<ItemsQuery, 'bbox' | 'bbox-crs' | 'datetime' | 'crs' | 'properties' | 'sortby'>;

/** What a request for items asks, in the words of the collection. */
export interface Question {
  readonly filter: ItemFilter;
  readonly crs: NamedCrs;
}

/** Parameters of the standards; all others are properties. */
const standardParameters: ReadonlySet<string> = new Set([
  'limit',
  'offset',
  'cursor',
  'bbox',
  'bbox-crs',
  'datetime',
  'crs',
  'filter',
  'filter-lang',
  'filter-crs',
  'properties',
  'sortby',
  'f',
]);

/** Reads a request for items as of a day. Throws `badRequest` that names the parameter and what to do. */
export function readQuestion(collection: Collection, query: QuestionQuery, at: string): Question {
  const others = Object.fromEntries(Object.entries(query).filter(([name]) => !standardParameters.has(name)));
  return {
    crs: requireCrs(query.crs, 'crs'),
    filter: {
      days: query.datetime ?? { from: at, to: at },
      bbox: query.bbox === undefined ? null : boxAsked(query.bbox, requireCrs(query['bbox-crs'], 'bbox-crs')),
      equals: propertyFilters(collection, others, [...standardParameters]),
      condition: readCondition(collection, query),
      sort: readSort(collection, query.sortby),
      select:
        query.properties === undefined
          ? null
          : query.properties.split(',').map((name) => known(collection, name, 'properties')),
    },
  };
}

/** The coordinate system of a parameter; throws `badRequest` for one that is not in the collection's list. */
export function requireCrs(name: string | undefined, parameter: string): NamedCrs {
  const found = findNamedCrs(name ?? crs84);
  if (found) return found;
  throw new Fault('crsUnknown', { parameter, crs: name ?? '' }, `query.${parameter}`);
}

/** The condition of a request's CQL2 filter; null where it has none. Throws `badRequest` that says what is wrong with it. */
export function readCondition(collection: Collection, query: FilterQuery): FilterSql | null {
  const { filter } = query;
  if (filter === undefined) {
    const alone = (['filter-lang', 'filter-crs'] as const).find((name) => query[name] !== undefined);
    if (alone === undefined) return null;
    throw new Fault('filterMissing', { name: alone }, `query.${alone}`);
  }
  const crs = requireCrs(query['filter-crs'], 'filter-crs');
  const language = query['filter-lang'] ?? 'cql2-text';
  try {
    const dialect = language === 'cql-text' ? 'draft' : 'standard';
    const expression = language === 'cql2-json' ? parseCql2Json(filter) : parseCql2Text(filter, dialect);
    const queryables = collection.properties.filter((property) => property.filterable);
    return compileFilter(expression, { queryables, crs, ofCommunes: isTable(collection) ? collection.source : null });
  } catch (error) {
    if (error instanceof FilterFault) throw unreadable(error);
    if (!(error instanceof FilterTooHeavy)) throw error;
    throw new Fault('filterTooHeavy', { weight: Math.ceil(error.weight), most: mostWeight }, 'query.filter');
  }
}

function unreadable({ reason, at }: FilterFault): Fault {
  return at === null
    ? new Fault('filterUnreadable', { reason }, 'query.filter')
    : new Fault('filterUnreadableAt', { reason, character: at }, 'query.filter');
}

function readSort(collection: Collection, text: string | undefined): SortStep[] {
  const steps = new Map<string, SortStep>();
  for (const step of text?.split(',') ?? []) {
    const name = known(collection, step.replace(/^[-+ ]/, ''), 'sortby');
    // What is sorted by already changes nothing a second time.
    if (!steps.has(name)) steps.set(name, { name, descending: step.startsWith('-') });
  }
  return [...steps.values()];
}

function known(collection: Collection, name: string, parameter: string): string {
  if (collection.properties.some((property) => property.name === name)) return name;
  const names = collection.properties.map((property) => property.name).join(', ');
  throw new Fault('propertyUnknown', { parameter, name, known: names }, `query.${parameter}`);
}

const boxFaults = { offEarth: 'bboxOffEarth', upsideDown: 'bboxUpsideDown', backwards: 'bboxBackwards' } as const;

/** A box of a coordinate system in WGS 84; one that crosses the 180th meridian is two. */
function boxAsked(box: Box, crs: NamedCrs): BoxAsked {
  const shape = boxInWgs84(box, crs);
  if (typeof shape === 'string') throw new Fault(boxFaults[shape], {}, 'query.bbox');
  const [west, south, east, north] = crs.northFirst ? ([box[1], box[0], box[3], box[2]] as const) : box;
  return { area: wktOf(shape), corners: crs.wgs84 && west <= east ? [west, south, east, north] : null };
}
