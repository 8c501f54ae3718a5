import type { Property } from '#contract/collections.ts';
import { kindPattern } from '#rules/unit-kinds.ts';
import { quoteName } from './quote-name.ts';
import { cellOf } from './staged-sql.ts';
import { columnType } from './table-sql.ts';

/** Tables of a session that hold the rows of one import. */
export interface StageNames {
  readonly table: string;
  /** Rows as they come by COPY, a batch at a time. */
  readonly given: string;
  readonly staged: string;
  readonly communes: string;
}

const geometryTypes: Readonly<Record<string, string>> = {
  point: 'Point',
  line: 'MultiLineString',
  polygon: 'MultiPolygon',
  any: 'Geometry',
};

/** What a given row has before the collection's own properties, in the order of COPY; `geom` is EWKB in hexadecimal. */
const givenColumns = [
  ['_row', 'integer'],
  ['_label', 'text'],
  ['_refused', 'boolean'],
  ['_claimed', 'text'],
  ['_key', 'text'],
  ['_from', 'date'],
  ['feature_id', 'text'],
  ['geom', 'geometry'],
  ['source', 'text'],
  ['valid_to', 'date'],
] as const;

/** Boundaries of communes cut into small pieces: a point is then held against a few corners instead of thousands. */
export function communesTexts(communes: string): string[] {
  return [
    `create temporary table ${communes} as
     select area.code, area.name,
            regexp_replace(regexp_replace(regexp_replace(area.name_search, '${kindPattern('commune')}', ''),
              '[^a-z0-9]', '', 'g'), '^0+(?=[0-9])', '') as bare,
            area.valid_from, area.valid_to, st_subdivide(area.geom, 64) as geom
     from facts.commune_areas() as area`,
    `create index on ${communes} using gist (geom)`,
    `analyze ${communes}`,
  ];
}

/** Makes the table of staged rows. */
export function stagedText({ staged }: StageNames, geometry: string, own: readonly Property[]): string {
  return `create temporary table ${staged} (
    _row integer not null, _label text not null, _refused boolean not null, _valid boolean not null,
    _claimed text, _agrees boolean, _cell bigint, _from date, feature_id text not null, commune_code text,
    geom geometry(${geometryTypes[geometry] ?? 'Geometry'}, 4326), source text, valid_to date
    ${own.map((property) => `, ${quoteName(property.name)} ${columnType(property)}`).join('')})`;
}

/** Makes the table that a batch of rows comes into. */
export function givenText({ given }: StageNames, geometry: string, own: readonly Property[]): string {
  const valid =
    geometry === 'point' ? 'geom is not null' : 'coalesce(st_isvalid(geom) and not st_isempty(geom), false)';
  return `create temporary table ${given} (${givenList(own)}, _valid boolean not null generated always as (${valid}) stored)`;
}

/** Takes a batch from the client. */
export function copyText({ given }: StageNames, own: readonly Property[]): string {
  return `copy ${given} (${givenNames(own)}) from stdin`;
}

/** Takes a batch as `:rows`, a JSON array of objects. */
export function giveJsonText({ given }: StageNames, own: readonly Property[]): string {
  return `insert into ${given} (${givenNames(own)})
    select ${givenNames(own)} from json_to_recordset(:rows::json) as given (${givenList(own)})`;
}

/** Stages the batch that was given, and takes its table away. */
export function stageTexts(names: StageNames, geometry: string, own: readonly Property[]): string[] {
  return [
    `create index on ${names.given} using gist (geom)`,
    stageText(names, geometry, own),
    `drop table ${names.given}`,
  ];
}

function givenNames(own: readonly Property[]): string {
  return [...givenColumns.map(([name]) => name), ...own.map(({ name }) => quoteName(name))].join(', ');
}

function givenList(own: readonly Property[]): string {
  return [
    ...givenColumns.map(([name, type]) => `${name} ${type}`),
    ...own.map((property) => `${quoteName(property.name)} ${columnType(property)}`),
  ].join(', ');
}

/**
 * Stages given rows, each with the commune in which it lies on the first day of its version, else on the day that it is told
 * of: of several the one that it claims, else the one in which its middle is. A row that says no day is told of `:day`, and its
 * version may be there since long before, when its commune bore another code. Each piece of a commune is held against all rows
 * in its box: PostGIS then prepares it once, which is thirty times as fast as looking for the pieces around each row.
 */
function stageText({ table, given, staged, communes }: StageNames, geometry: string, own: readonly Property[]): string {
  const isPoint = geometry === 'point';
  const columns = own.map(({ name }) => quoteName(name));
  const geom = isPoint || geometry === 'any' ? 'given.geom' : 'st_multi(given.geom)';
  const middle = isPoint ? 'true' : 'st_intersects(commune.geom, st_pointonsurface(given.geom))';
  const on = (day: string) => `(near.valid_from <= ${day} and (near.valid_to is null or near.valid_to > ${day}))`;
  const list = ['_row', '_label', '_refused', '_claimed', '_from', 'feature_id', 'source', 'valid_to', ...columns];
  return `
    with day as materialized (
      select given._row, given._key,
             greatest(coalesce(given._from, old.valid_from, :day::date), :firstDay::date) as first,
             greatest(coalesce(given._from, :day::date), :firstDay::date) as told
      from ${given} as given
      left join lateral (${heldText(table, 'given', ':day::date')}) as old on given._from is null
    ), near as (
      select commune.code, commune.bare, commune.valid_from, commune.valid_to, inside.*
      from ${communes} as commune
      cross join lateral (
        select given._row, ${middle} as holds_middle from ${given} as given
        where given._valid and st_intersects(commune.geom, given.geom)
        offset 0
      ) as inside
      where commune.geom && (select st_setsrid(st_extent(given.geom)::geometry, 4326) from ${given} as given)
    ), around as (
      select _row, near.code, near.code = day._key or near.bare = day._key as agrees, ${on('day.first')} as on_first,
             near.holds_middle
      from near join day using (_row)
      where ${on('day.first')} or ${on('day.told')}
    ), found as (
      select _row, bool_or(agrees) as agrees,
             (array_agg(code order by on_first desc, agrees desc nulls last, holds_middle desc, code))[1] as code
      from around group by _row
    )
    insert into ${staged} (${list.join(', ')}, geom, _valid, _cell, _agrees, commune_code)
    select ${list.map((name) => `given.${name}`).join(', ')}, ${geom}, given._valid, ${cellOf('given.geom', geometry)},
           found.agrees, found.code
    from ${given} as given
    left join found using (_row)`;
}

/** The version of a row's feature that the row is about: the one that holds on the row's day, else on the import's. */
export function heldText(table: string, row: string, day: string): string {
  return `
      select * from ${table} as old
      where old.feature_id = ${row}.feature_id and old.superseded_at is null
        and (${row}._from is null or old.valid_from <= ${row}._from)
        and (old.valid_to is null or old.valid_to > coalesce(${row}._from, ${day}))
      order by old.valid_from limit 1`;
}
