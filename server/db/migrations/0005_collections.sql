-- What the tables of collections need that is not derived from a declaration: counts in cells and a revision, kept by
-- the database itself, so that no writer can forget them.

-- Cells of a grid by zoom g: x from the west, y from the north, of the width of a tile of zoom g. Cells of zoom 18 are
-- some 150 m wide. One row a zoom moves for an edit; a statement that writes many rows counts them once. What has ceased to
-- hold is not counted: from the last change of a collection on, the cells count just what holds.
-- Arguments: the collection whose revision moves, the table of cells or '', the property that keeps counts apart or ''.
create function collection_changed() returns trigger language plpgsql as $$
declare
  half constant text := '20037508.342789244';
  finest constant text := '(40075016.685578488 / 262144)';
  part text := case when tg_argv[2] = '' then quote_literal('') else format('coalesce(%I, '''')', tg_argv[2]) end;
  source text;
  moved text;
  levels text;
  any_row boolean;
begin
  execute case when tg_op = 'DELETE' then 'select exists (select 1 from old_rows)'
               else 'select exists (select 1 from new_rows)' end into any_row;
  if not any_row then
    return null;
  end if;
  update resource_revision set revision = revision + 1, updated_at = now() where resource = 'collection:' || tg_argv[0];
  if tg_argv[1] = '' then
    return null;
  end if;
  moved := concat_ws(' union all ',
    case when tg_op <> 'DELETE' then format('select 1 as n, shape, %s as part from new_rows where superseded_at is null and valid_to is null', part) end,
    case when tg_op <> 'INSERT' then format('select -1 as n, shape, %s as part from old_rows where superseded_at is null and valid_to is null', part) end);
  source := format(
    'level18 as (select least(greatest(floor((st_x(shape) + %1$s) / %2$s), 0), 262143)::int as x, '
    'least(greatest(floor((%1$s - st_y(shape)) / %2$s), 0), 262143)::int as y, part, sum(n)::int as n '
    'from (%3$s) as moved group by 1, 2, 3 having sum(n) <> 0)', half, finest, moved);
  select source || string_agg(format(
           ', level%1$s as (select x >> 1 as x, y >> 1 as y, part, sum(n)::int as n from level%2$s group by 1, 2, 3)', g, g + 1),
           '' order by g desc)
    into levels from generate_series(17, 0, -1) as g;
  execute format('with %s insert into %I as cell (g, x, y, part, n) %s '
                 'on conflict (g, x, y, part) do update set n = cell.n + excluded.n',
    levels, tg_argv[1],
    (select string_agg(format('select %1$s, x, y, part, n from level%1$s where n <> 0', g), ' union all ')
     from generate_series(0, 18) as g));
  if tg_op <> 'INSERT' then
    execute format('delete from %I where n <= 0', tg_argv[1]);
  end if;
  return null;
end $$;

-- From which statements the table of each collection was made last, so that a start has nothing to do where none is new.
create table collection_table (
  collection text primary key,
  made_of text not null
);
