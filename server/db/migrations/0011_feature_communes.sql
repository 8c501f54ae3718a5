-- A feature knows its commune by the unit's id. Its code is what that commune bore on the feature's first day: codes are
-- used again, so by the code alone it would be counted in whoever bears it since.

-- The first day of which communes are known, at a look.
create index unit_version_first_commune on unit_version (valid_from) where level = 'commune' and superseded_at is null;

-- The commune that bears a code on a day; of days before any commune is known, on the first day that is.
create function commune_bearing(asked text, day date) returns bigint language plpgsql stable as $$
declare
  bearer bigint;
  first_day date;
begin
  select unit_id into bearer from unit_version
  where code = asked and level = 'commune' and superseded_at is null
    and valid_from <= day and (valid_to is null or valid_to > day);
  if bearer is null then
    select min(valid_from) into first_day from unit_version where level = 'commune' and superseded_at is null;
    if first_day > day then
      select unit_id into bearer from unit_version
      where code = asked and level = 'commune' and superseded_at is null
        and valid_from <= first_day and (valid_to is null or valid_to > first_day);
    end if;
  end if;
  return bearer;
end $$;

-- Before a row is written: its commune, so that no writer can forget it.
create function know_commune() returns trigger language plpgsql as $$
begin
  new.commune_id := commune_bearing(new.commune_code, new.valid_from);
  return new;
end $$;

-- Finds the communes of features with these codes anew (null: of all), as units are known now; gives how many moved. A
-- feature whose code nobody bears on its day stays as it is.
create function settle_communes(codes text[]) returns integer language plpgsql as $$
declare
  first_day date := (select min(valid_from) from unit_version where level = 'commune' and superseded_at is null);
  place regclass;
  moved integer;
  total integer := 0;
begin
  for place in
    select to_regclass('collection_' || replace(collection, '-', '_')) from collection_table
    where to_regclass('collection_' || replace(collection, '-', '_')) is not null order by collection
  loop
    execute format('update %s as feature set commune_id = bearer.unit_id
                    from unit_version as bearer
                    where feature.commune_code = bearer.code and ($1 is null or feature.commune_code = any($1))
                      and bearer.level = ''commune'' and bearer.superseded_at is null
                      and bearer.valid_from <= greatest(feature.valid_from, $2)
                      and (bearer.valid_to is null or bearer.valid_to > greatest(feature.valid_from, $2))
                      and feature.commune_id is distinct from bearer.unit_id', place)
      using codes, first_day;
    get diagnostics moved = row_count;
    total := total + moved;
  end loop;
  return total;
end $$;

-- The point that is shown for a person's place: of its hamlet, else of its commune on the feature's first day.
create function shown_point(commune bigint, code text, hamlet text, exact geometry, day date) returns geometry
  language plpgsql stable as $$
declare
  found geometry;
begin
  -- A portal whose hamlets are no collection has no such table.
  if to_regclass('collection_hamlets') is not null then
    execute 'select st_pointonsurface(geom) from collection_hamlets
             where ' || case when commune is null then 'commune_code = $2' else 'commune_id = $1' end || '
               and lower(name) = lower($3) and superseded_at is null
             order by valid_from desc, row_id limit 1'
      into found using commune, code, hamlet;
  end if;
  if found is null then
    select st_pointonsurface(boundary.geom) into found
    from boundary
    where boundary.superseded_at is null
      and boundary.admin_unit_id = coalesce(commune, (
        select version.unit_id from unit_version as version
        where version.code = shown_point.code and version.level = 'commune' and version.superseded_at is null
        order by version.valid_from <= day desc, version.valid_from desc limit 1))
    -- on the day, else as near to it as the portal knows
    order by boundary.valid_from <= day desc, boundary.valid_from desc
    limit 1;
  end if;
  return coalesce(found, st_snaptogrid(exact, 0.1));
end $$;

create or replace function show_place() returns trigger language plpgsql as $$
declare
  given boolean;
  withdrawn boolean;
begin
  if tg_op = 'INSERT' then
    new.exact := new.geom;
  elsif not st_equals(new.geom, old.geom) then
    new.exact := new.geom;
  end if;
  execute format('select coalesce(($1).%I, false)', tg_argv[0]) into given using new;
  if given then
    execute format('select exists (select 1 from %I where feature_id = $1 and valid_from > $2
                                   and superseded_at is null and %I is not true)', tg_table_name, tg_argv[0])
      into withdrawn using new.feature_id, new.valid_from;
    if withdrawn then
      new := jsonb_populate_record(new, jsonb_build_object(tg_argv[0], false));
      given := false;
    end if;
  end if;
  new.geom := case when given then new.exact
                   else shown_point(new.commune_id, new.commune_code, new.hamlet, new.exact, new.valid_from) end;
  return new;
end $$;
drop function shown_point(text, text, geometry, date);

-- Features that are there. Nothing else of them is touched: triggers would find the places to show anew.
do $$
declare
  place regclass;
  places regclass[] := array(
    select to_regclass('collection_' || replace(collection, '-', '_')) from collection_table
    where to_regclass('collection_' || replace(collection, '-', '_')) is not null);
begin
  foreach place in array places loop
    execute format('alter table %s add column commune_id bigint', place);
    execute format('alter table %s disable trigger user', place);
  end loop;
  perform settle_communes(null);
  foreach place in array places loop
    execute format('alter table %s enable trigger user', place);
    -- A demo's unit goes, and what was imported while it was there keeps its code.
    execute format('alter table %s add foreign key (commune_id) references admin_unit (id) on delete set null', place);
  end loop;
  update resource_revision set revision = revision + 1, updated_at = now() where resource like 'collection:%';
end $$;

-- A figure's commune is the one that bore its code when it was released.
create or replace view address_release_figure as
select cell.row_id, cell.feature_id, cell.level, cell.commune_code, cell.hamlet, cell.name, cell.total, cell.coded,
       cell.notified, cell.plated,
       round(100.0 * cell.coded / cell.total, 1)::float8 as coverage,
       case when cell.coded = cell.total then 'all' when cell.coded * 10 >= cell.total * 9 then 'most'
            when cell.coded * 2 >= cell.total then 'half' when cell.coded > 0 then 'some' else 'none' end as progress,
       cell.geom, cell.shape,
       greatest(st_xmax(cell.shape) - st_xmin(cell.shape), st_ymax(cell.shape) - st_ymin(cell.shape))::real as extent_m,
       'Tổng hợp từ địa chỉ số của hộ theo đợt công bố' as source,
       release.released_on, release.released_on as valid_from, release.next_on as valid_to, release.origin,
       null::timestamptz as superseded_at,
       -- zooms at which tiles show it
       case cell.level when 'commune' then 0 when 'hamlet' then 11 else 13 end as min_zoom,
       case cell.level when 'commune' then 10 when 'hamlet' then 12 else 22 end as max_zoom,
       (select version.unit_id from unit_version as version
        where version.code = cell.commune_code and version.level = 'commune' and version.superseded_at is null
          and version.valid_from <= release.released_on
          and (version.valid_to is null or version.valid_to > release.released_on)) as commune_id
from (select id, released_on, origin, lead(released_on) over (order by released_on) as next_on from address_release)
  as release
join address_release_cell as cell on cell.release_id = release.id;
