import type { GeometryKind, Property } from '#contract/collections.ts';
import type { Statement } from '#db/queries.ts';
import { withFacts } from '#facts/relations.ts';
import type { TableCollection } from './collections.ts';
import {
  daysAsked,
  joinCommune,
  seenInsideCommunes,
  showsExact,
  type DaysSql,
  type TableSource,
} from './commune-sql.ts';
import { systemProperties } from './common-properties.ts';
import { quoteName } from './quote-name.ts';

const columnTypes: Record<Property['type'], string> = {
  string: 'text',
  integer: 'integer',
  number: 'double precision',
  boolean: 'boolean',
  date: 'date',
};
const geometryColumns: Record<GeometryKind, string> = {
  point: 'Point',
  line: 'MultiLineString',
  polygon: 'MultiPolygon',
  any: 'Geometry',
};

/** The properties of a table's own: those that the declaration names. */
export function ownProperties({ properties }: Pick<TableCollection, 'properties'>): Property[] {
  return properties.filter(({ name }) => !systemProperties.some((system) => system.name === name));
}

/** Type of a property's column. */
export function columnType({ type }: Pick<Property, 'type'>): string {
  return columnTypes[type];
}

/**
 * Statements that make a collection's table, its indexes and what keeps its counts and revision, where they are not
 * there yet. Only ever adds: a column that is declared no more stays, and a change of type is a migration by hand.
 */
export function tableStatements(collection: TableCollection): Statement[] {
  const { table, cells, geometry, cellsBy, owner, key, exactWith } = collection.source;
  const type = geometryColumns[geometry];
  const name = quoteName(table);
  const live = 'where superseded_at is null';
  const index = (suffix: string, unique: boolean, on: string) =>
    `create ${unique ? 'unique ' : ''}index if not exists ${quoteName(`${table}_${suffix}`.slice(0, 63))} on ${name} ${on} ${live}`;
  const texts = [
    `create table if not exists ${name} (
       row_id bigint generated always as identity primary key,
       feature_id text not null,
       commune_code text,
       commune_id bigint references admin_unit (id) on delete set null,
       geom geometry(${type}, 4326) not null,
       shape geometry(${type}, 3857) generated always as (st_transform(geom, 3857)) stored,
       ${geometry === 'point' ? '' : `extent_m real generated always as (${extentOf('st_transform(geom, 3857)')}) stored,`}
       source text not null,
       valid_from date not null,
       valid_to date check (valid_to > valid_from),
       recorded_at timestamptz not null default now(),
       superseded_at timestamptz,
       origin text not null check (origin in ('demo', 'import')),
       import_id uuid references import_batch (id)
     )`,
    ...ownProperties(collection).map(
      (property) => `alter table ${name} add column if not exists ${quoteName(property.name)} ${columnType(property)}`,
    ),
    // Of the triggers before a row the first, by name: the place to show is found by the commune.
    // Whoever writes many rows finds it for all of them at once: row by row it doubles the time that they take.
    `create or replace trigger commune_known before insert on ${name}
     for each row when (new.commune_id is null and new.commune_code is not null) execute function know_commune()`,
    `create or replace trigger commune_known_anew before update of commune_code, valid_from on ${name}
     for each row execute function know_commune()`,
    // What anybody is shown stands in geom and shape, so that no statement has to remember to hide the exact place.
    ...(exactWith === null
      ? []
      : [
          `alter table ${name} add column if not exists exact geometry(Point, 4326)`,
          `create or replace trigger place_shown before insert or update on ${name}
           for each row execute function show_place('${exactWith}')`,
          `create or replace trigger place_withdrawn after insert or update on ${name}
           for each row execute function withdraw_place('${exactWith}')`,
        ]),
    index('live', true, '(feature_id, valid_from)'),
    index('geom', false, 'using gist (geom)'),
    index('shape', false, 'using gist (shape)'),
    index('commune', false, '(commune_code)'),
    // When a table last changed, and since and until when it has features: asked after every edit.
    // Of a sum with nothing: no other statement is to take them, whose plan knows no day and would think that few rows hold.
    index('begun', false, '((valid_from + 0))'),
    index('ceased', false, '((valid_to + 0))'),
    // One type of geometry is read in the order of pages without a look at the others.
    ...(geometry === 'any' ? [index('type', false, '(st_dimension(geom), feature_id, valid_from)')] : []),
    // Of all versions: a unit that goes looks for whom it leaves.
    `create index if not exists ${quoteName(`${table}_commune_id`.slice(0, 63))} on ${name} (commune_id)`,
    // The code comes last in a key and is what features are asked for by.
    index('key', false, `(${[...key].reverse().map(quoteName).join(', ')})`),
    ...(cells === null
      ? []
      : [
          `create table if not exists ${quoteName(cells)} (
             g smallint not null, x integer not null, y integer not null, part text not null, n integer not null,
             primary key (g, x, y, part)
           ) with (fillfactor = 80)`,
          `create index if not exists ${quoteName(`${cells}_empty`.slice(0, 63))} on ${quoteName(cells)} (g) where n <= 0`,
          `create index if not exists ${quoteName(`${cells}_row`.slice(0, 63))} on ${quoteName(cells)} (g, y, part)`,
        ]),
    ...(['insert', 'update', 'delete'] as const).map(
      (event) => `
        create or replace trigger ${quoteName(`${event}_counted`)} after ${event} on ${name}
        referencing ${event === 'delete' ? '' : 'new table as new_rows'} ${event === 'insert' ? '' : 'old table as old_rows'}
        for each statement execute function collection_changed('${owner}', '${cells ?? ''}', '${cellsBy ?? ''}')`,
    ),
    // Features that were there before their places were somebody's own.
    ...(exactWith === null ? [] : [`update ${name} set exact = geom where exact is null`]),
  ];
  return texts.map((text, step) => ({
    name: `collections.make.${collection.id}.${step}`,
    text,
    parameters: [],
    rows: 'none',
    unprepared: true,
  }));
}

/** Whether the table of a collection has a row, of any time. */
export function anyRowStatement({ id, source }: TableCollection): Statement {
  return {
    name: `collections.anyRow.${id}`,
    text: `select exists (select 1 from ${quoteName(source.table)}) as found`,
    parameters: [],
    rows: 'one',
    unprepared: true,
  };
}

/** Takes out the index of a key that was; `tableStatements` makes the one of the key that is. */
export function dropKeyStatement({ id, source }: TableCollection): Statement {
  return {
    name: `collections.dropKey.${id}`,
    text: `drop index if exists ${quoteName(`${source.table}_key`.slice(0, 63))}`,
    parameters: [],
    rows: 'none',
    unprepared: true,
  };
}

/** Statements that count a collection's points into its cells anew, as `collection_changed` does row by row. */
export function recountStatements({ id, source }: TableCollection): Statement[] {
  const { cells, cellsBy, table } = source;
  if (cells === null) return [];
  const part = cellsBy === null ? `''` : `coalesce(${quoteName(cellsBy)}, '')`;
  const at = (metres: string) => `least(greatest(floor((${metres}) / (40075016.685578488 / 262144)), 0), 262143)::int`;
  const half = '20037508.342789244';
  return [
    `delete from ${quoteName(cells)}`,
    `insert into ${quoteName(cells)} (g, x, y, part, n)
     select g, x >> (18 - g), y >> (18 - g), part, sum(n)::int
     from (select ${at(`st_x(shape) + ${half}`)} as x, ${at(`${half} - st_y(shape)`)} as y, ${part} as part, count(*) as n
           from ${quoteName(table)} where superseded_at is null and valid_to is null group by 1, 2, 3) as counted
     cross join generate_series(0, 18) as g
     group by 1, 2, 3, 4`,
  ].map((text, step) => ({
    name: `collections.recount.${id}.${step}`,
    text,
    parameters: [],
    rows: 'none',
    unprepared: true,
  }));
}

/** Statements that make what keeps the revision of a part of another collection's table, and what its days are found by. */
export function partStatements({ id, source }: TableCollection): Statement[] {
  const { only, table, owner } = source;
  if (only === null) return [];
  const values = only.values.map((value) => `"${value}"`).join(',');
  const index = (suffix: string, day: string) =>
    `create index if not exists ${quoteName(`${table}_${only.property}_${suffix}`.slice(0, 63))}
     on ${quoteName(table)} (${quoteName(only.property)}, ${day}) where superseded_at is null`;
  const texts = [
    ...(['insert', 'update', 'delete'] as const).map(
      (event) => `
      create or replace trigger ${quoteName(`${event}_noted_${id.replaceAll('-', '_')}`.slice(0, 63))}
      after ${event} on ${quoteName(table)}
      referencing ${event === 'delete' ? '' : 'new table as new_rows'} ${event === 'insert' ? '' : 'old table as old_rows'}
      for each statement execute function part_changed('${owner}', '${only.property}', '{${values}}')`,
    ),
    // All other rows of the table may have come or gone later than those of the part.
    index('begun', '(valid_from + 0)'),
    index('ceased', '(valid_to + 0)'),
  ];
  return texts.map((text, step) => ({
    name: `collections.make.${id}.${step}`,
    text,
    parameters: [],
    rows: 'none',
    unprepared: true,
  }));
}

function extentOf(shape: string): string {
  return `greatest(st_xmax(${shape}) - st_xmin(${shape}), st_ymax(${shape}) - st_ymin(${shape}))`;
}

/** Conditions that every row of a table that may be shown on some days meets, beside those of time. */
export function sourceConditions(source: TableSource, days: DaysSql): string[] {
  const { only, dimension, within } = source;
  return [
    'superseded_at is null',
    // Written out, as an index has it: a parameter would leave the database without its figures.
    ...(dimension === null ? [] : [`st_dimension(geom) = ${dimension}`]),
    ...(only === null ? [] : [`${quoteName(only.property)} = any(:only::text[])`]),
    ...(within === null ? [] : [seenInsideCommunes(source, ':within::text[]', days)]),
  ];
}

/** Whether rows stand in a source's table that are no features of it: another collection's, or those of other communes. */
export function hidesRows({ only, within }: TableSource): boolean {
  return only !== null || within !== null;
}

/**
 * Features of a table that hold on some day from `:from` to `:to`, as rows of `id`, properties, `geom` and `commune_id`, which
 * conditions ask by and no answer has.
 */
export function tableItems(source: TableSource, properties: readonly Property[]): string {
  const owned = (column: string, otherwise: string) =>
    source.own === 'all'
      ? `coalesce(${column}, ${otherwise})`
      : `case when ${seenInsideCommunes(source, ':own::text[]', daysAsked)} then ${column} else ${otherwise} end`;
  const columns = properties.map(({ name, access }) => {
    if (name === 'demo') return `origin = 'demo' as demo`;
    const column = quoteName(name);
    return source.own !== null && access === 'officers' ? `${owned(column, 'null')} as ${column}` : column;
  });
  const place = showsExact(source) ? `${owned('exact', 'geom')} as geom, geom as ground` : 'geom';
  const conditions = [
    ...sourceConditions(source, daysAsked),
    `valid_from <= coalesce(:to::date, 'infinity')`,
    `coalesce(valid_to, 'infinity') > coalesce(:from::date, '-infinity')`,
  ];
  return `
  select feature_id as id, ${columns.join(', ')}, ${place}, commune_id
  from ${quoteName(source.table)}
  where ${conditions.join(' and ')}`;
}

/**
 * Inserts features given as a JSON array `:rows` of `{feature_id, commune_code, geometry (GeoJSON text), valid_from,
 * valid_to, source, ...own properties}`, all of one `:origin` and `:importId`.
 */
export function insertStatement(collection: TableCollection): Statement {
  const { source } = collection;
  const own = ownProperties(collection);
  const columns = own.map(({ name }) => quoteName(name)).join(', ');
  const typed = own.map((property) => `${quoteName(property.name)} ${columnType(property)}`).join(', ');
  const comma = own.length === 0 ? '' : ', ';
  const multi = source.geometry === 'line' || source.geometry === 'polygon';
  const geometry = 'st_setsrid(st_geomfromgeojson(row.geometry), 4326)';
  return {
    name: `collections.insert.${collection.id}`,
    parameters: ['rows', 'origin', 'importId'],
    rows: 'none',
    unprepared: true,
    text: withFacts(`
      insert into ${quoteName(source.table)}
        (feature_id, commune_code, commune_id, geom, valid_from, valid_to, source, origin, import_id${comma}${columns})
      select feature_id, commune_code, commune.unit_id, ${multi ? `st_multi(${geometry})` : geometry}, valid_from, valid_to,
             source, $2, $3::uuid${comma}${own.map(({ name }) => `row.${quoteName(name)}`).join(', ')}
      from jsonb_to_recordset($1::jsonb) as row
        (feature_id text, commune_code text, geometry text, valid_from date, valid_to date, source text${comma}${typed})
      ${joinCommune('row.commune_code', 'row.valid_from')}`),
  };
}

/** Takes out the invented features of a collection. */
export function deleteDemoStatement({ id, source }: TableCollection): Statement {
  return {
    name: `collections.deleteDemo.${id}`,
    text: `delete from ${quoteName(source.table)} where origin = 'demo'`,
    parameters: [],
    rows: 'none',
    unprepared: true,
  };
}
