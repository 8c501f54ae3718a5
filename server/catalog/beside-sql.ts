import { createHash } from 'node:crypto';
import { numbered, type Statement } from '#db/queries.ts';
import type { TableCollection } from './collections.ts';
import { importMaker, importNames, insertText, removeText, replaceOldText, type Extent } from './import-sql.ts';
import { quoteName } from './quote-name.ts';
import { modelText, type BesideNames, type Model, type TablePart } from './model-sql.ts';
import { ownProperties } from './table-sql.ts';

/**
 * Statements of an import that makes the collection's table anew beside it, a piece at a time, and puts it in its place in
 * a moment. The table that is there is the model, so that columns that are declared no more keep what they hold.
 */
export interface BesideStatements {
  /** Takes away what is left of this or of an import that was killed: only for whoever imports alone. */
  readonly clear: readonly Statement[];
  /** The model, once the table beside is there. */
  readonly begin: readonly Statement[];
  readonly model: Statement;
  /** What is there (`There`). */
  readonly there: Statement;
  /** The last of `:most` rows that are there after `:from`, and how many they are; null after all. */
  readonly range: Statement;
  /** Gives the rows that are written numbers in the order of their places. */
  readonly order: readonly Statement[];
  /** Makes of the empty table what its rows need. */
  make(model: Model): readonly Statement[];
  /** Pieces of rows that are there, after `:from` until `:until`. */
  copy(model: Model): readonly Statement[];
  readonly remove: readonly Statement[];
  /** Pieces of rows that are written, after number `:from` until `:until`. */
  readonly replaceOld: readonly Statement[];
  readonly insert: readonly Statement[];
  /** Makes the other indexes of the full table, and its statistics. */
  finish(model: Model): readonly Statement[];
  /** Whether features of a part of the table came, ceased or changed. */
  touched(part: TablePart): Statement;
  /** Puts the new table in the place of the old one. */
  swap(model: Model): readonly Statement[];
}

/** `run` and `given` as in `importStatements`, whose tables of the session it reads. */
export function besideStatements(
  collection: TableCollection,
  run: string,
  given: ReadonlySet<string>,
): BesideStatements {
  const { id, source } = collection;
  const own = ownProperties(collection);
  const make = importMaker(collection);
  const beside = besideNames(id);
  const { table: old, staged, judged } = importNames(collection, run);
  const ordered = quoteName(`ordered_${run}`);
  const next = quoteName(beside.table);
  const pairs: readonly (readonly [string, string])[] = [
    [old, next],
    ...(source.cells === null ? [] : [[quoteName(source.cells), quoteName(beside.cells)] as const]),
  ];
  const names = { ...importNames(collection, run), table: next, judged: ordered };
  return {
    clear: [dropBesideStatement(id), ...make('dropOrdered', 'none', `drop table if exists ${ordered}`)],
    begin: make(
      'beginBeside',
      'none',
      ...pairs.map(([model, like]) => `create table ${like} (like ${model} including all excluding indexes)`),
      sameSequence(source.table, beside.table),
    ),
    model: one(`imports.model.${id}`, modelText(source, beside)),
    there: one(`imports.there.${id}`, thereText(pairs.map(([model]) => model))),
    range: one(
      `imports.range.${id}`,
      `select max(row_id) as until, count(*)::int as rows
       from (select row_id from ${old} where row_id > :from::bigint order by row_id limit :most::int) as piece`,
    ),
    order: make(
      'order',
      'none',
      `create temporary table ${ordered} as
       select new.*, row_number() over (order by row.geom) as number
       from ${judged} as new join ${staged} as row on row._row = new._row
       where new.status <> 'unchanged'`,
      `create index on ${ordered} (number)`,
      `create index on ${staged} (_row)`,
      `analyze ${ordered}`,
    ),
    make: (model) => make('makeBeside', 'none', ...model.make),
    copy: ({ columns }) =>
      make(
        'copyBeside',
        'none',
        // Nothing is found, shown or checked anew of what is there: only the counts are made.
        'set local session_replication_role = replica',
        `insert into ${next} (${columns}) overriding system value
         select ${columns} from ${old} where row_id > :from::bigint and row_id <= :until::bigint order by row_id`,
      ),
    remove: make('removeBeside', 'none', removeText(names, pieceOf('old.row_id'))),
    replaceOld: make('replaceOldBeside', 'none', replaceOldText(names, pieceOf('new.number'))),
    insert: make('insertBeside', 'none', insertText(names, own, given, pieceOf('new.number'))),
    finish: ({ index }) => make('finishBeside', 'none', ...index, ...pairs.map(([, like]) => `analyze ${like}`)),
    touched: ({ property }) => one(`imports.touched.${id}`, touchedText(old, next, property)),
    swap: ({ put }) =>
      make(
        'swap',
        'none',
        ...pairs.map(([model]) => `drop table ${model}`),
        ...pairs.map(([model, like]) => `alter table ${like} rename to ${model}`),
        ...put,
      ),
  };
}

/** Takes away the table beside a collection's that an import left: only for whoever imports alone. */
export function dropBesideStatement(id: string): Statement {
  const { table, cells } = besideNames(id);
  return {
    name: `imports.dropBeside.${id}`,
    text: `drop table if exists ${quoteName(table)}, ${quoteName(cells)}`,
    parameters: [],
    rows: 'none',
    unprepared: true,
  };
}

/** Short names, so that those of indexes after them are never cut. `leftCollections` of the intake finds them too. */
function besideNames(id: string): BesideNames {
  const table = `next_${createHash('md5').update(id).digest('hex').slice(0, 8)}`;
  return { table, cells: `${table}_cell` };
}

function one(name: string, text: string): Statement {
  return { name, rows: 'one', ...numbered(text), unprepared: true };
}

/** The rows of a collection's table; whether it and its cells can be made anew: nobody's view, key, right or policy hangs on them. */
export interface There {
  readonly rows: number;
  readonly isPlain: boolean;
}

function thereText(tables: readonly string[]): string {
  const own = `array[${tables.map((table) => `'${table}'::regclass`).join(', ')}]::oid[]`;
  return `
    select (select count(*)::int from ${tables[0] ?? ''}) as rows,
           not exists (select 1 from pg_depend join pg_rewrite as rule on rule.oid = objid
                       where classid = 'pg_rewrite'::regclass and refobjid = any(${own}))
           and not exists (select 1 from pg_constraint where contype = 'f' and confrelid = any(${own}))
           and not exists (select 1 from pg_class where oid = any(${own}) and (relacl is not null or relrowsecurity))
             as "isPlain"`;
}

/** Rows are numbered on from those that are there. */
function sameSequence(model: string, like: string): string {
  const last = `pg_sequence_last_value(pg_get_serial_sequence('${model}', 'row_id')::regclass)`;
  return `select setval(pg_get_serial_sequence('${like}', 'row_id'), coalesce(${last}, 1), ${last} is not null)`;
}

/** A piece, all of whose pieces are recorded at one moment. */
function pieceOf(number: string): Extent {
  return { at: ':at::timestamptz', and: ` and ${number} > :from::bigint and ${number} <= :until::bigint` };
}

/** Of what ceases only its days and whether it was right are another than before. */
function touchedText(old: string, next: string, property: string): string {
  return `
    select exists (
      select 1 from ${next} as new left join ${old} as old on old.row_id = new.row_id
      where new.${quoteName(property)} = any(:values::text[])
        and (old.row_id is null or old.superseded_at is distinct from new.superseded_at
             or old.valid_to is distinct from new.valid_to)) as touched`;
}
