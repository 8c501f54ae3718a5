import type { TableSource } from './commune-sql.ts';

/** Names of a table that stands beside another, and of its counts in cells. */
export interface BesideNames {
  readonly table: string;
  readonly cells: string;
}

/** What a table beside another needs to become like it, as SQL of the database's own: what it says of the other. */
export interface Model {
  /** Columns that are written. */
  readonly columns: string;
  /**
   * Makes constraints, triggers and what rows are found by while the new table is filled; its triggers count into its cells
   * and move no revision.
   */
  readonly make: readonly string[];
  /** Makes the other indexes, of all rows at once: to keep them row by row takes several times as long. */
  readonly index: readonly string[];
  /** When it bears the other's name: gives all that names too, and the triggers whom they tell. */
  readonly put: readonly string[];
  readonly parts: readonly TablePart[];
}

/** A collection that is a part of a table, as the trigger knows it that moves its revision. */
export interface TablePart {
  readonly owner: string;
  readonly property: string;
  /** Text of an array. */
  readonly values: string;
}

/**
 * Reads the model of a collection's table and of its cells: `{columns, make, index, put, parts}`. Names are the database's own,
 * cut nowhere, for those of the table beside are short.
 */
export function modelText({ table, cells }: Pick<TableSource, 'table' | 'cells'>, beside: BesideNames): string {
  const pairs = [`('${table}', '${beside.table}')`, ...(cells === null ? [] : [`('${cells}', '${beside.cells}')`])];
  const counted = `format('collection_changed('''', %L', '${cells === null ? '' : beside.cells}')`;
  return String.raw`
    with pair as (
      select to_regclass(name)::oid as model, beside from (values ${pairs.join(', ')}) as pair (name, beside)
    ), indexed as (
      select pair.*, class.oid, class.relname as name, key.oid as key, indisunique or model is distinct from to_regclass('${table}') as first,
             beside || '_' || row_number() over (partition by model order by class.oid) as short
      from pair
      join pg_index on indrelid = model
      join pg_class as class on class.oid = indexrelid
      left join pg_constraint as key on key.conindid = class.oid and key.conrelid = model and key.contype in ('p', 'u')
    ), index as (
      select first, case when key is null
                    then regexp_replace(pg_get_indexdef(oid), 'INDEX \S+ ON \S+', format('INDEX %I ON %I', short, beside))
                    else format('alter table %I add constraint %I %s', beside, short, pg_get_constraintdef(key)) end as text
      from indexed
    ), trigger as (
      select pair.*, t.oid, proname as function, t.tgtype & 1 = 1 as by_row, t.tgargs, pg_get_triggerdef(t.oid) as text
      from pair join pg_trigger as t on tgrelid = model and not tgisinternal join pg_proc as p on p.oid = tgfoid
    ), made as (
      select 1 as step, format('alter table %I set (%s)', beside, array_to_string(reloptions, ', ')) as text
      from pair join pg_class on oid = model where reloptions is not null
      union all
      select 2, text from index where first
      union all
      select 3, format('alter table %I add constraint %I %s', beside, conname, pg_get_constraintdef(oid))
      from pair join pg_constraint on conrelid = model where contype = 'f'
      union all
      select 4, regexp_replace(regexp_replace(text, ' ON \S+', format(' ON %I', beside)),
                               'collection_changed\(''[^'']*'', ''[^'']*''', ${counted})
      from trigger where by_row or function = 'collection_changed'
      union all
      select 5, format('alter table %I enable always trigger insert_counted', beside)
      from trigger where function = 'collection_changed' and text like 'CREATE TRIGGER insert_counted %'
    ), put as (
      select 1 as step, format('alter index %I rename to %I', short, name) as text from indexed
      union all
      select 1, format('alter sequence %I rename to %I', beside || '_row_id_seq', relname)
      from pair join pg_class on oid = to_regclass(pg_get_serial_sequence('${table}', 'row_id')) where model = to_regclass('${table}')
      union all
      select 2, regexp_replace(text, '^CREATE TRIGGER', 'CREATE OR REPLACE TRIGGER') from trigger where not by_row
    ), part as (
      select distinct string_to_array(encode(tgargs, 'escape'), '\000') as said from trigger where function = 'part_changed'
    )
    select (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = to_regclass('${table}') and attnum > 0 and not attisdropped and attgenerated = '') as columns,
           (select array_agg(text order by step) from made) as make,
           (select array_agg(text) from index where not first) as index,
           (select array_agg(text order by step) from put) as put,
           (select coalesce(json_agg(json_build_object('owner', said[1], 'property', said[2], 'values', said[3])), '[]')
            from part) as parts`;
}
