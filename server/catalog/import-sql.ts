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
import {
  communesTexts,
  copyText,
  giveJsonText,
  givenText,
  heldText,
  stagedText,
  stageTexts,
  type StageNames,
} from './stage-sql.ts';
import { joinCommune } from './commune-sql.ts';
import { ownProperties } from './table-sql.ts';

/** Statements of one import of a collection. Its rows stand in tables of the session that nobody else sees. */
export type ImportStatements = Record<
  | 'makeCommunes'
  | 'firstDay'
  | 'makeStaged'
  | 'stage'
  | 'makeGiven'
  | 'copy'
  | 'giveJson'
  | 'prepare'
  | 'refuseInvalid'
  | 'refuseDoubled'
  | 'refuseEnded'
  | 'refuseOverlapping'
  | 'refuseOutside'
  | 'otherCommunes'
  | 'samePlaces'
  | 'placesTaken'
  | 'lastRow'
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
  const { source, symbology } = collection;
  const own = ownProperties(collection);
  const names = importNames(collection, run);
  const make = importMaker(collection);
  const kind = symbology?.by ?? source.cellsBy;
  const { table, given: copied, staged, communes, judged } = names;
  return {
    makeCommunes: make('makeCommunes', 'none', ...communesTexts(communes)),
    firstDay: make('firstDay', 'one', `select min(valid_from) as day from ${communes}`),
    makeStaged: make('makeStaged', 'none', stagedText(names, source.geometry, own)),
    makeGiven: make('makeGiven', 'none', givenText(names, source.geometry, own)),
    copy: make('copy', 'none', copyText(names, own)),
    giveJson: make('giveJson', 'none', giveJsonText(names, own)),
    stage: make('stage', 'none', ...stageTexts(names, source.geometry, own)),
    prepare: make(
      'prepare',
      'none',
      `create index on ${staged} (_cell)`,
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
    lastRow: make('lastRow', 'one', `select coalesce(max(_row), 0) as row from ${staged}`),
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
    replaceOld: make('replaceOld', 'none', replaceOldText(names, atOnce)),
    insert: make('insert', 'none', insertText(names, own, given, atOnce)),
    remove: make('remove', 'none', removeText(names, atOnce)),
    analyse: make('analyse', 'none', `analyze ${table}`),
    clear: make('clear', 'none', `drop table if exists ${copied}, ${staged}, ${communes}, ${judged}`),
  };
}

interface Names extends StageNames {
  readonly judged: string;
}

/** Names of the tables of one import, quoted. */
export function importNames({ source }: TableCollection, run: string): Names {
  return {
    table: quoteName(source.table),
    given: quoteName(`given_${run}`),
    staged: quoteName(`staged_${run}`),
    communes: quoteName(`communes_${run}`),
    judged: quoteName(`judged_${run}`),
  };
}

/** Makes statements of one purpose, run one after the other. */
export function importMaker({ id }: TableCollection) {
  return (purpose: string, rows: Statement['rows'], ...texts: readonly string[]): Statement[] =>
    texts.map((text, step) => ({
      name: `imports.${purpose}.${id}.${step}`,
      rows,
      ...numbered(withFacts(text)),
      unprepared: true,
    }));
}

/** How much a statement writes, as SQL. */
export interface Extent {
  /** The moment at which all of it is recorded. */
  readonly at: string;
  /** Further condition, of its rows. */
  readonly and: string;
}

/** All of it. */
const atOnce: Extent = { at: 'now()', and: '' };

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

/** Old versions of changed rows cease with the day of the new ones, or where they begin on it were never right. */
export function replaceOldText({ table, judged }: Names, { at, and }: Extent): string {
  return `
    update ${table} as old
    set superseded_at = case when old.valid_from = new.valid_from then ${at} end,
        valid_to = case when old.valid_from = new.valid_from then old.valid_to else new.valid_from end
    from ${judged} as new
    where old.row_id = new.old_id and new.status = 'changed'${and}`;
}

/** Features that no row names cease with `:day`. */
export function removeText({ table, staged }: Names, { at, and }: Extent): string {
  return `
    update ${table} as old
    set superseded_at = case when old.valid_from >= :day::date then ${at} end,
        valid_to = case when old.valid_from >= :day::date then old.valid_to else :day::date end
    where ${unnamed(staged)}${and}`;
}

/** Rows go in by their place (geometries are ordered along a Hilbert curve), so that tiles and pages read few blocks. */
export function insertText(
  { table, staged, judged }: Names,
  own: readonly Property[],
  given: ReadonlySet<string>,
  { at, and }: Extent,
): string {
  const columns = own.map(({ name }) => quoteName(name));
  const values = own.map(({ name }) => `${given.has(name) ? 'row' : 'old'}.${quoteName(name)}`);
  return `
    insert into ${table}
      (feature_id, commune_code, commune_id, geom, valid_from, valid_to, source, recorded_at, origin, import_id${columns.map((name) => `, ${name}`).join('')})
    select row.feature_id, row.commune_code, commune.unit_id, row.geom, new.valid_from, new.valid_to,
           coalesce(row.source, :source::text), ${at}, 'import', :importId::uuid${values.map((value) => `, ${value}`).join('')}
    from ${judged} as new
    join ${staged} as row on row._row = new._row
    left join ${table} as old on old.row_id = new.old_id
    ${joinCommune('row.commune_code', 'new.valid_from')}
    where new.status <> 'unchanged'${and}
    order by row.geom`;
}
