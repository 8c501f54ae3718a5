import type { Property } from '#contract/collections.ts';
import { quoteName } from './quote-name.ts';
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
            regexp_replace(regexp_replace(regexp_replace(area.name_search, '^(xa|phuong|thi tran|dac khu) ', ''),
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
    _claimed text, _agrees boolean, _from date, feature_id text not null, commune_code text,
    geom geometry(${geometryTypes[geometry] ?? 'Geometry'}, 4326), source text, valid_to date
    ${own.map((property) => `, ${quoteName(property.name)} ${columnType(property)}`).join('')})`;
}

/** Makes the table into which a batch of rows is copied. */
export function givenText({ given }: StageNames, own: readonly Property[]): string {
  return `create temporary table ${given} (${givenList(own)})`;
}

/** Takes a batch from the client. */
export function copyText({ given }: StageNames, own: readonly Property[]): string {
  const names = [...givenColumns.map(([name]) => name), ...own.map(({ name }) => quoteName(name))];
  return `copy ${given} (${names.join(', ')}) from stdin`;
}

/** Stages the batch that was copied. */
export function stageCopiedTexts(names: StageNames, geometry: string, own: readonly Property[]): string[] {
  return [stageText(names, geometry, own, `${names.given} as given`), `truncate ${names.given}`];
}

/** Stages `:rows`, a JSON array of given rows. */
export function stageJsonText(names: StageNames, geometry: string, own: readonly Property[]): string {
  return stageText(names, geometry, own, `json_to_recordset(:rows::json) as given (${givenList(own)})`);
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
 * version may be there since long before, when its commune bore another code.
 */
function stageText(
  { table, staged, communes }: StageNames,
  geometry: string,
  own: readonly Property[],
  from: string,
): string {
  const isPoint = geometry === 'point';
  const columns = own.map(({ name }) => quoteName(name));
  const geom = isPoint || geometry === 'any' ? 'given.geom' : 'st_multi(given.geom)';
  const valid = isPoint ? 'geom is not null' : 'coalesce(st_isvalid(geom) and not st_isempty(geom), false)';
  const middle = isPoint ? 'judged.geom' : 'st_pointonsurface(judged.geom)';
  const on = (day: string) =>
    `(commune.valid_from <= ${day} and (commune.valid_to is null or commune.valid_to > ${day}))`;
  const list = ['_row', '_label', '_refused', '_claimed', '_from', 'feature_id', 'source', 'valid_to', ...columns];
  return `
    insert into ${staged} (${list.join(', ')}, geom, _valid, _agrees, commune_code)
    select ${list.map((name) => `judged.${name}`).join(', ')}, judged.geom, judged._valid, found.agrees, found.code
    from (select placed.*, ${valid} as _valid
          from (select ${[...list, '_key'].map((name) => `given.${name}`).join(', ')}, ${geom} as geom from ${from}) as placed
          offset 0) as judged
    left join lateral (${heldText(table, 'judged', ':day::date')}) as old on judged._from is null
    cross join lateral (
      select greatest(coalesce(judged._from, old.valid_from, :day::date), :firstDay::date) as first,
             greatest(coalesce(judged._from, :day::date), :firstDay::date) as told
    ) as days
    left join lateral (
      select (array_agg(code order by on_first desc, agrees desc nulls last, holds_middle desc, code))[1] as code,
             bool_or(agrees) as agrees
      from (
        select commune.code, commune.code = judged._key or commune.bare = judged._key as agrees,
               ${on('days.first')} as on_first, st_intersects(commune.geom, ${middle}) as holds_middle
        from ${communes} as commune
        where judged._valid and st_intersects(commune.geom, judged.geom) and (${on('days.first')} or ${on('days.told')})
      ) as around
    ) as found on true`;
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
