import { createHash } from 'node:crypto';
import type { Property } from '#contract/collections.ts';
import { numbered, type Statement } from '#db/queries.ts';
import type { Collection } from './collections.ts';
import { withFacts } from '#facts/relations.ts';
import { communeProperty } from './common-properties.ts';
import { quoteName } from './quote-name.ts';
import { cellsShown, lastChange } from './extent-sql.ts';
import { communeCode, daysAsked, insideCommunes, itemGround, oneDay } from './commune-sql.ts';
import { hidesRows, tableItems } from './table-sql.ts';

/**
 * With the other files of this room that are called `*-sql.ts` the only place that composes SQL text. Names come from
 * declarations and pass `quoteName`; every value is a parameter.
 */

/** One step of an order: a property of the collection. */
export interface SortStep {
  readonly name: string;
  readonly descending: boolean;
}

/**
 * A feature after which a reading goes on, in the order asked for: `:after_0`, `:after_1` ... are its values of the order,
 * `:afterId` and, among several versions, `:afterDay` tell it from its equals. However many of those before it cease or
 * come meanwhile, what is after it stays after it.
 */
interface AfterShape {
  /** Whether each value of the order is missing. */
  readonly nulls: readonly boolean[];
  /** Whether several versions of one feature are asked for. */
  readonly versions: boolean;
}

/** What the text of an items statement depends on: values are no part of it. */
export interface ItemShape {
  /** Whether a box is asked for, and whether it is one of WGS 84 that its corners say whole. */
  readonly bbox: 'corners' | 'area' | null;
  /** Names of the properties asked for by value, all of them filterable properties of the collection. */
  readonly equals: readonly string[];
  /** Whether one feature is asked for, by its id. */
  readonly byId: boolean;
  /** Condition of a CQL2 filter, as `compileFilter` made it; null where there is none. */
  readonly filter: string | null;
  readonly sort: readonly SortStep[];
  /** Names of the properties that are wanted; null means all. */
  readonly select: readonly string[] | null;
  /** Whether only features after another one are asked for, where a reading goes on; null from the beginning. */
  readonly after: AfterShape | null;
  /** Whether coordinates are whole, as they are kept. */
  readonly whole: boolean;
}

/** All items, whole and in their own order. */
export const everyItem: ItemShape = {
  bbox: null,
  equals: [],
  byId: false,
  filter: null,
  sort: [],
  select: null,
  after: null,
  whole: false,
};

/** Decimals of coordinates in pages (a centimetre), and in readings from which what is kept can be made again. */
const pageDecimals = 7;
const wholeDecimals = 15;

/** The box as a geometry, read from its text once a statement and not once a row: a prepared one keeps it a parameter. */
const bboxOnce = '(select st_geomfromtext(:bbox::text, 4326))';

/** Whether a feature touches the box. Of a point its two numbers say so, at a tenth of what an intersection takes. */
function inBox({ source }: Collection, bbox: 'corners' | 'area'): string {
  if (bbox === 'area' || source.kind !== 'table' || source.geometry !== 'point')
    return `geom && ${bboxOnce} and st_intersects(geom, ${bboxOnce})`;
  return `geom && st_makeenvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326)
    and st_x(geom) between :west::float8 and :east::float8 and st_y(geom) between :south::float8 and :north::float8`;
}

/** `{matched}`: how many features there are. */
export function countStatement(collection: Collection, shape: ItemShape): Statement {
  return statement(collection, 'count', 'one', shape, (items) => {
    const counted = `(select count(*)::int from (${items}) as item)`;
    const kept = keptCount(collection, shape);
    if (kept === null) return `select ${counted} as matched`;
    return `select case when ${kept.holds} then ${kept.count} else ${counted} end as matched`;
  });
}

/** How many features there are as kept cells count them, and on which days they do; null where they cannot know. */
function keptCount(
  { source, properties }: Collection,
  { bbox, equals, filter, after, byId }: ItemShape,
): { readonly holds: string; readonly count: string } | null {
  if (source.kind !== 'table' || source.cells === null || source.within !== null) return null;
  if (bbox !== null || filter !== null || after !== null || byId) return null;
  // Of a list only: what has none may be empty, which cells do not tell from what is missing.
  const apart = properties.find(({ name, values }) => name === source.cellsBy && values !== null);
  if (equals.some((name) => name !== apart?.name)) return null;
  const part = equals.map((name) => ` and part = :is_${name}::text`).join('');
  return {
    holds: `:from::date = :to::date and :from::date >= ${lastChange(source)}`,
    count: `(select coalesce(sum(n), 0)::int from ${quoteName(source.cells)} where g = 0 and ${cellsShown(source)}${part})`,
  };
}

/**
 * `{id, validFrom, sortValues, geometry, properties, communeHeld}` a feature, the last three as JSON text made here, in the order asked
 * for, then of id and first day; `:limit` of them after `:offset` (where they are not asked for by what they come after).
 * Outer rings run anticlockwise, coordinates have seven decimals (a centimetre).
 */
export function pageStatement(collection: Collection, shape: ItemShape): Statement {
  const wanted = collection.properties.filter(({ name }) => shape.select?.includes(name) ?? true);
  const commune = wanted.some(({ name }) => name === communeProperty) ? communeOfPage(collection) : null;
  const shown = wanted
    .map(({ name, type }) =>
      name === communeProperty && commune !== null ? commune.code : shownColumn(`page.${quoteName(name)}`, name, type),
    )
    .join(', ');
  const orderIn = (source: string) => {
    const keys = sortKeys(collection, shape.sort, source);
    const steps = keys.map(({ sql, descending }) => `${sql} ${descending ? 'desc' : 'asc'} nulls last`);
    return [...steps, `${source}id`, `${source}valid_from`].join(', ');
  };
  const sortValues = sortKeys(collection, shape.sort, 'page.').map(({ sql }) => `${sql}::text`);
  return statement(
    collection,
    'page',
    'many',
    shape,
    (items) => `
      ${commune?.before ?? ''}select page.id, page.valid_from, array[${sortValues.join(', ')}]::text[] as sort_values,
             coalesce(st_asgeojson(${asWritten(collection, 'page.geom')}, ${shape.whole ? wholeDecimals : pageDecimals}), 'null') as geometry,
             ${shown === '' ? `'{}'` : `(select row_to_json(shown)::text from (select ${shown}) as shown)`} as properties,
             ${commune?.held ?? 'null'} as commune_held
      from (${items} order by ${orderIn('')} limit :limit::int${shape.after === null ? ' offset :offset::int' : ''}) as page
      ${commune?.joined ?? ''}
      order by ${orderIn('page.')}`,
  );
}

/**
 * The commune in which each feature of a page lies on the day asked for: what stands `before` the page and is `joined` to it, the column of its code and,
 * where none is known, the day until which the one that is stated held, as JSON. Null of boundaries.
 */
function communeOfPage({ source }: Collection) {
  if (source.kind !== 'table') return null;
  return {
    before: `with moved as materialized (select moved_codes(${oneDay}) as codes) `,
    joined: `cross join moved
      cross join lateral (
        select facts.code_told(moved.codes ->> page.commune_id::text, ${itemGround(source)}, ${oneDay}) as in_code offset 0
      ) as lying`,
    code: `coalesce(lying.in_code, page.commune_code) as ${quoteName(communeProperty)}`,
    held: `case when page.commune_id is not null and moved.codes is null or page.commune_code is null or ${oneDay} is null then null
                when page.commune_id is null or moved.codes ? page.commune_id::text and lying.in_code is null
                then coalesce(to_json(code_held_until(page.commune_id, page.valid_from, page.commune_code, ${oneDay}))::text, 'null') end`,
  };
}

/** Characters of all texts of one order together by which is sorted: where a reading goes on has to fit into an address. */
const longestSortTexts = 300;

interface SortKey {
  /** What is sorted by and compared with: the very same, so that both put features into one order. */
  readonly sql: string;
  readonly descending: boolean;
  /** Type in which values are compared. */
  readonly type: string;
}

function sortKeys(collection: Collection, sort: readonly SortStep[], source = ''): SortKey[] {
  const steps = sort.map((step) => ({ ...step, ...requireProperty(collection, step.name) }));
  // Parts of the key stand in the id already, whole: they keep their index. A cast hands short texts on untouched, left() not.
  const key = collection.source.kind === 'table' ? collection.source.key : ['code'];
  const cut = steps.filter(({ name, type }) => type === 'string' && !key.includes(name));
  const longest = Math.floor(longestSortTexts / cut.length);
  return steps.map((step) => {
    const ofCommune = collection.source.kind === 'table' && step.name === communeProperty;
    const column = ofCommune ? communeCode(collection.source) : `${source}${quoteName(step.name)}`;
    const { descending, type } = step;
    return { sql: cut.includes(step) ? `${column}::varchar(${longest})` : column, descending, type: comparedAs[type] };
  });
}

/** Condition that a feature comes after another one; nulls come last in both directions. */
function afterCondition(keys: readonly SortKey[], { nulls, versions }: AfterShape): string {
  const amongEquals = versions ? '(id, valid_from) > (:afterId::text, :afterDay::date)' : 'id > :afterId::text';
  return keys.reduceRight((later, { sql, descending, type }, at) => {
    if (nulls[at]) return `(${sql} is null and ${later})`;
    const value = `:after_${at}::${type}`;
    return `(${sql} ${descending ? '<' : '>'} ${value} or ${sql} is null or (${sql} = ${value} and ${later}))`;
  }, amongEquals);
}

/**
 * Rings in the order that GeoJSON wants. PostGIS turns lines by it too, and a canal flows the way that it was drawn. Of one
 * type out of several every geometry is written as one of several: tables that mix types keep what they were given.
 */
function asWritten({ geometryType, storage }: Pick<Collection, 'geometryType' | 'storage'>, given: string): string {
  const geom = storage.kind === 'type' ? `st_multi(${given})` : given;
  const turned = `st_forcepolygonccw(${geom})`;
  if (geometryType === 'MultiPolygon') return turned;
  return geometryType === 'Geometry' ? `case when st_dimension(${geom}) = 2 then ${turned} else ${geom} end` : geom;
}

/**
 * A column of the JSON that is sent. A decimal keeps its point where it is whole (`12.0`): readers that take the type of
 * a field from the first features (QGIS, GDAL) drop the decimals of later ones else.
 */
function shownColumn(column: string, name: string, type: Property['type']): string {
  if (type !== 'number') return column;
  const value = `${column}::float8`;
  return `case when abs(${value}) < 1e15 and ${value} = trunc(${value})
               then (${value}::text || '.0')::json else to_json(${value}) end as ${quoteName(name)}`;
}

function requireProperty(collection: Collection, name: string) {
  const found = collection.properties.find((property) => property.name === name);
  if (!found) throw new Error(`${collection.id} has no property ${JSON.stringify(name)}`);
  return found;
}

/** Types in which values of properties are compared: 12 is 12.0. */
const comparedAs: Record<Property['type'], string> = {
  string: 'text',
  integer: 'numeric',
  number: 'float8',
  boolean: 'boolean',
  date: 'date',
};

function statement(
  collection: Collection,
  purpose: string,
  rows: Statement['rows'],
  shape: ItemShape,
  compose: (items: string) => string,
): Statement {
  const known = new Map(
    collection.properties.filter(({ filterable }) => filterable).map(({ name, type }) => [name, type]),
  );
  const conditions = [
    ...(shape.bbox === null ? [] : [inBox(collection, shape.bbox)]),
    ...(shape.byId ? ['id = :id::text'] : []),
    ...(shape.after === null ? [] : [afterCondition(sortKeys(collection, shape.sort), shape.after)]),
    ...shape.equals.map((name) => {
      const type = known.get(name);
      if (!type) throw new Error(`${collection.id} has no filterable property ${JSON.stringify(name)}`);
      if (collection.source.kind === 'table' && name === communeProperty)
        return insideCommunes(collection.source, `array[:is_${name}::text]`, daysAsked);
      return `${quoteName(name)} = :is_${name}::${comparedAs[type]}`;
    }),
  ];
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const items = filtered(collection, `select * from (${itemsOf(collection)}) as item ${where}`, shape.filter);
  const { text, parameters } = numbered(withFacts(compose(items)));
  const id = createHash('sha1').update(text).digest('hex').slice(0, 12);
  const unprepared = shape.filter !== null || shape.sort.length > 0 || shape.select !== null;
  return { name: `items.${purpose}.${id}`, text, parameters, rows, ...(unprepared ? { unprepared } : {}) };
}

/**
 * Items that meet a filter. Where others stand in the same table that may not be seen, it is asked of those that may alone,
 * so that neither what it does nor how long it takes tells of them; elsewhere it takes the table's indexes.
 */
function filtered({ source }: Collection, items: string, filter: string | null): string {
  if (filter === null) return items;
  const hides = source.kind === 'table' && hidesRows(source);
  return `select * from (${items}${hides ? ' offset 0' : ''}) as item where ${filter}`;
}

/** All features of a collection that hold on some day from `:from` to `:to`, as rows of `id`, its properties and `geom`. */
function itemsOf(collection: Collection): string {
  const { source } = collection;
  switch (source.kind) {
    case 'boundary':
      return 'select * from facts.unit_features(:level::text, :from::date, :to::date) as feature';
    case 'table':
      return tableItems(source, collection.properties);
  }
}

/** Values of the parameters that the rows of a collection depend on, beside `from` and `to`. */
export function sourceValues({ source }: Pick<Collection, 'source'>): Record<string, unknown> {
  if (source.kind === 'boundary') return { level: source.level };
  const { only, within, own } = source;
  return {
    ...(only === null ? {} : { only: only.values }),
    ...(within === null ? {} : { within }),
    ...(own === null || own === 'all' ? {} : { own }),
  };
}
