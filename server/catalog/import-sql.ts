import type { Property } from '#contract/collections.ts';
import { numbered, type Statement } from '#db/queries.ts';
import type { TableCollection } from './collections.ts';
import { withFacts } from '#facts/relations.ts';
import { quoteName } from './quote-name.ts';
import {
  otherCommunes,
  placesTaken,
  refuseDoubled,
  refuseEnded,
  refuseInvalid,
  refuseOutside,
  refuseOverlapping,
  samePlaces,
} from './staged-sql.ts';
import { columnType, joinCommune, ownProperties } from './table-sql.ts';

/** Statements of one import of a collection. Its rows stand in tables of the session that nobody else sees. */
export type ImportStatements = Record<
  | 'makeCommunes'
  | 'firstDay'
  | 'makeStaged'
  | 'stage'
  | 'prepare'
  | 'refuseInvalid'
  | 'refuseDoubled'
  | 'refuseEnded'
  | 'refuseOverlapping'
  | 'refuseOutside'
  | 'otherCommunes'
  | 'samePlaces'
  | 'placesTaken'
  | 'judge'
  | 'count'
  | 'countLeft'
  | 'lock'
  | 'replaceOld'
  | 'insert'
  | 'remove'
  | 'analyse'
  | 'clear',
  readonly Statement[]
>;

/**
 * The statements of one import. `run` makes the names of its tables its own; `given` are the properties that the file
 * has: the others keep their values. Columns of ours begin with an underscore, which no property's name does.
 */
export function importStatements(
  collection: TableCollection,
  run: string,
  given: ReadonlySet<string>,
): ImportStatements {
  const { source, symbology, id } = collection;
  const own = ownProperties(collection);
  const names = {
    table: quoteName(source.table),
    staged: quoteName(`staged_${run}`),
    communes: quoteName(`communes_${run}`),
    judged: quoteName(`judged_${run}`),
  };
  const make = (purpose: string, rows: Statement['rows'], ...texts: readonly string[]): Statement[] =>
    texts.map((text, step) => ({
      name: `imports.${purpose}.${id}.${step}`,
      rows,
      ...numbered(withFacts(text)),
      unprepared: true,
    }));
  const kind = symbology?.by ?? source.cellsBy;
  const { table, staged, communes, judged } = names;
  return {
    makeCommunes: make('makeCommunes', 'none', ...communesTexts(communes)),
    firstDay: make('firstDay', 'one', `select min(valid_from) as day from ${communes}`),
    makeStaged: make('makeStaged', 'none', stagedText(staged, source.geometry, own)),
    stage: make('stage', 'none', stageText(collection, own, names)),
    prepare: make(
      'prepare',
      'none',
      `create index on ${staged} using gist (geom)`,
      `create index on ${staged} (feature_id)`,
      `analyze ${staged}`,
    ),
    refuseInvalid: make('refuseInvalid', 'many', refuseInvalid(staged)),
    refuseDoubled: make('refuseDoubled', 'many', refuseDoubled(staged)),
    refuseEnded: make('refuseEnded', 'many', refuseEnded(staged, table)),
    refuseOverlapping: make('refuseOverlapping', 'many', refuseOverlapping(staged, table)),
    refuseOutside: make('refuseOutside', 'many', refuseOutside(staged, communes)),
    otherCommunes: make('otherCommunes', 'many', otherCommunes(staged, communes)),
    samePlaces: make('samePlaces', 'many', samePlaces(staged, source.geometry, kind)),
    placesTaken: make('placesTaken', 'many', placesTaken(names, source, kind)),
    judge: make(
      'judge',
      'none',
      `drop table if exists ${judged}`,
      `create temporary table ${judged} (_row integer, old_id bigint, valid_from date, valid_to date, status text)`,
      judgeText(names, source, own, given),
      `analyze ${judged}`,
    ),
    count: make('count', 'many', `select status, count(*)::int as n from ${judged} group by status`),
    countLeft: make('countLeft', 'one', `select count(*)::int as n from ${table} as old where ${unnamed(staged)}`),
    lock: make('lock', 'none', `lock table ${table} in share row exclusive mode`),
    replaceOld: make(
      'replaceOld',
      'none',
      `update ${table} as old
       set superseded_at = case when old.valid_from = new.valid_from then now() end,
           valid_to = case when old.valid_from = new.valid_from then old.valid_to else new.valid_from end
       from ${judged} as new
       where old.row_id = new.old_id and new.status = 'changed'`,
    ),
    insert: make('insert', 'none', insertText(names, own, given)),
    remove: make(
      'remove',
      'none',
      `update ${table} as old
       set superseded_at = case when old.valid_from >= :day::date then now() end,
           valid_to = case when old.valid_from >= :day::date then old.valid_to else :day::date end
       where ${unnamed(staged)}`,
    ),
    analyse: make('analyse', 'none', `analyze ${table}`),
    clear: make('clear', 'none', `drop table if exists ${staged}, ${communes}, ${judged}`),
  };
}

interface Names {
  readonly table: string;
  readonly staged: string;
  readonly communes: string;
  readonly judged: string;
}

/** Boundaries of communes cut into small pieces: a point is then held against a few corners instead of thousands. */
function communesTexts(communes: string): string[] {
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

function stagedText(staged: string, geometry: string, own: readonly Property[]): string {
  const type = { point: 'Point', line: 'MultiLineString', polygon: 'MultiPolygon', any: 'Geometry' }[geometry] ?? '';
  return `create temporary table ${staged} (
    _row integer not null, _label text not null, _refused boolean not null, _valid boolean not null,
    _claimed text, _agrees boolean, _from date, feature_id text not null, commune_code text,
    geom geometry(${type}, 4326), source text, valid_to date
    ${own.map((property) => `, ${quoteName(property.name)} ${columnType(property)}`).join('')})`;
}

/**
 * Stages `:rows`, a JSON array of `{_row, _label, _refused, _claimed, _key, _from, feature_id, _x, _y or geometry,
 * source, valid_to, ...own properties}`, with the commune in which each lies on the first day of its version, else on the
 * day that it is told of: of several the one that it claims, else the one in which its middle is. A row that says no day is
 * told of `:day`, and its version may be there since long before, when its commune bore another code.
 */
function stageText(
  { source: { geometry } }: TableCollection,
  own: readonly Property[],
  { table, staged, communes }: Names,
): string {
  const columns = own.map(({ name }) => quoteName(name));
  const typed = own.map((property) => `, ${quoteName(property.name)} ${columnType(property)}`).join('');
  const given = 'st_setsrid(st_geomfromgeojson(row.geometry), 4326)';
  const geom =
    geometry === 'point'
      ? 'st_setsrid(st_point(row._x, row._y), 4326)'
      : geometry === 'any'
        ? given
        : `st_multi(${given})`;
  const valid =
    geometry === 'point' ? 'geom is not null' : 'coalesce(st_isvalid(geom) and not st_isempty(geom), false)';
  const middle = geometry === 'point' ? 'judged.geom' : 'st_pointonsurface(judged.geom)';
  const on = (day: string) =>
    `(commune.valid_from <= ${day} and (commune.valid_to is null or commune.valid_to > ${day}))`;
  const list = [
    '_row',
    '_label',
    '_refused',
    '_claimed',
    '_from',
    'feature_id',
    'geom',
    'source',
    'valid_to',
    ...columns,
  ];
  return `
    insert into ${staged} (${list.join(', ')}, _valid, _agrees, commune_code)
    select ${list.map((name) => `judged.${name}`).join(', ')}, judged._valid, found.agrees, found.code
    from (select given.*, ${valid} as _valid
          from (select row.*, ${geom} as geom
                from json_to_recordset(:rows::json) as row
                  (_row integer, _label text, _refused boolean, _claimed text, _key text, _from date, feature_id text,
                   _x double precision, _y double precision, geometry text, source text, valid_to date${typed})) as given
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

/** What becomes of each row: the version of the feature that holds on its day is compared in what the file has of it. */
function judgeText(
  { table, staged, judged }: Names,
  { geometry, exactWith }: TableCollection['source'],
  own: readonly Property[],
  given: ReadonlySet<string>,
): string {
  const same = [
    `old.origin = 'import'`,
    samePlace(geometry, exactWith),
    'old.commune_code is not distinct from row.commune_code',
    '(row.source is null or row.source = old.source)',
    '(row.valid_to is null or row.valid_to is not distinct from old.valid_to)',
    ...own.flatMap(({ name }) =>
      given.has(name) ? [`old.${quoteName(name)} is not distinct from row.${quoteName(name)}`] : [],
    ),
  ];
  return `
    insert into ${judged} (_row, old_id, valid_from, valid_to, status)
    select row._row, old.row_id as old_id,
           coalesce(row._from, old.valid_from, day.day) as valid_from,
           coalesce(row.valid_to, old.valid_to, (
             select min(later.valid_from) from ${table} as later
             where later.feature_id = row.feature_id and later.superseded_at is null
               and later.valid_from > coalesce(row._from, old.valid_from, day.day))) as valid_to,
           case when old.row_id is null then 'added' when ${same.join(' and ')} then 'unchanged' else 'changed' end as status
    from ${staged} as row
    cross join (select :day::date as day) as day
    left join lateral (${heldText(table, 'row', 'day.day')}) as old on true
    where not row._refused`;
}

/** The version of a row's feature that the row is about: the one that holds on the row's day, else on the import's. */
function heldText(table: string, row: string, day: string): string {
  return `
      select * from ${table} as old
      where old.feature_id = ${row}.feature_id and old.superseded_at is null
        and (${row}._from is null or old.valid_from <= ${row}._from)
        and (old.valid_to is null or old.valid_to > coalesce(${row}._from, ${day}))
      order by old.valid_from limit 1`;
}

/** Whether a row has the place of the feature that is there, however a format writes it. */
function samePlace(geometry: string, exactWith: string | null): string {
  // What is shown by consent is compared where it is, not where it is shown.
  if (exactWith !== null) return 'old.exact = row.geom';
  // Programs turn rings and begin them elsewhere: that changes no area.
  const area = (one: string) => `st_normalize(st_multi(${one}.geom))`;
  const sameArea = `${area('old')} = ${area('row')}`;
  if (geometry === 'polygon') return `(old.geom = row.geom or ${sameArea})`;
  if (geometry !== 'any') return 'old.geom = row.geom';
  // Of mixed kinds some formats write a single line or point as one of several.
  return `(old.geom = row.geom or case when st_dimension(row.geom) = 2 then ${sameArea}
    else st_multi(old.geom) = st_multi(row.geom) end)`;
}

/** Live features that hold on `:day` and that no row of the file names. */
function unnamed(staged: string): string {
  return `old.superseded_at is null and old.valid_from <= :day::date and (old.valid_to is null or old.valid_to > :day::date)
    and not exists (select 1 from ${staged} as row where row.feature_id = old.feature_id)`;
}

/** Rows go in by their place (geometries are ordered along a Hilbert curve), so that tiles and pages read few blocks. */
function insertText({ table, staged, judged }: Names, own: readonly Property[], given: ReadonlySet<string>): string {
  const columns = own.map(({ name }) => quoteName(name));
  const values = own.map(({ name }) => `${given.has(name) ? 'row' : 'old'}.${quoteName(name)}`);
  return `
    insert into ${table}
      (feature_id, commune_code, commune_id, geom, valid_from, valid_to, source, origin, import_id${columns.map((name) => `, ${name}`).join('')})
    select row.feature_id, row.commune_code, commune.unit_id, row.geom, new.valid_from, new.valid_to,
           coalesce(row.source, :source::text), 'import', :importId::uuid${values.map((value) => `, ${value}`).join('')}
    from ${judged} as new
    join ${staged} as row on row._row = new._row
    left join ${table} as old on old.row_id = new.old_id
    ${joinCommune('row.commune_code', 'new.valid_from')}
    where new.status <> 'unchanged'
    order by row.geom`;
}
