-- A unit is who it is through every name, kind, code, unit above and boundary line: what the law creates or dissolves is a
-- unit (`admin_unit`), everything else about it is a version (`unit_version`). Ids of units stay as they were.

-- Version 0.1.0 kept codes apart by their first day alone. Units that bear one code on the same days would stop what
-- follows in the middle, without a word of which they are.
do $$
declare
  clashes text[];
begin
  select array_agg(
           format('%s "%s" (id %s, from %s) and "%s" (id %s, from %s): end the first by "update admin_unit set valid_to = ''%s'' where id = %s"',
                  one.code, one.name, one.id, one.valid_from, other.name, other.id, other.valid_from, other.valid_from, one.id)
           order by one.code, one.valid_from)
    into clashes
  from admin_unit as one
  join admin_unit as other on other.code = one.code and other.valid_from > one.valid_from
    and (one.valid_to is null or one.valid_to > other.valid_from);
  if clashes is not null then
    raise exception '% pair(s) of units bear one code on the same days, which a code cannot. Nothing was changed. %, or give one of the two its right code, and start again.',
      cardinality(clashes),
      array_to_string(clashes[1:5], '; ') || case when cardinality(clashes) > 5 then '; ...' else '' end;
  end if;
end $$;

create table unit_version (
  id bigint generated always as identity primary key,
  unit_id bigint not null,
  -- the unit's own, so that a look at a level needs one table
  level text not null,
  code text not null check (code ~ '^[0-9]{1,5}$'),
  kind text not null check (kind in ('province', 'municipality', 'district', 'urbanDistrict', 'town', 'city',
                                     'commune', 'ward', 'township', 'specialZone')),
  name text not null check (name <> ''),
  name_en text,
  -- lower case without diacritics, đ as d: what a search compares
  name_search text not null,
  parent_id bigint references admin_unit (id),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  listed_area_km2 double precision,
  population integer,
  population_year integer,
  source text not null,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz
);

-- A unit of 0.1.0 followed the code of the unit above: where that code changed hands, its version does too.
insert into unit_version (unit_id, level, code, kind, name, name_en, name_search, parent_id, valid_from, valid_to,
                          listed_area_km2, population, population_year, source, recorded_at)
select unit.id, unit.level, unit.code, unit.kind, unit.name, unit.name_en, unit.name_search, parent.id, part.valid_from,
       part.valid_to, unit.listed_area_km2, unit.population, unit.population_year, unit.source, unit.recorded_at
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
cross join lateral (
  select day as valid_from, lead(day, 1, unit.valid_to) over (order by day) as valid_to
  from (
    select unit.valid_from as day
    union
    select change.day
    from admin_unit as above, lateral (values (above.valid_from), (above.valid_to)) as change (day)
    where above.code = held.code and above.level = held.level
      and change.day > unit.valid_from and (unit.valid_to is null or change.day < unit.valid_to)
  ) as days
) as part
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= part.valid_from and (parent.valid_to is null or parent.valid_to > part.valid_from)
order by unit.id, part.valid_from;

alter table admin_unit
  drop column code, drop column kind, drop column name, drop column name_en, drop column name_search,
  drop column parent_id, drop column valid_from, drop column valid_to, drop column listed_area_km2,
  drop column population, drop column population_year, drop column source;
alter table admin_unit add unique (id, level);
alter table unit_version
  add foreign key (unit_id, level) references admin_unit (id, level) on delete cascade;

-- The days of something as a box, which an index can hold apart from others without an extension: `which` across, days up.
create function days_of(which double precision, valid_from date, valid_to date) returns box
  language sql immutable parallel safe
  return box(point(which, valid_from - date '2000-01-01'), point(which, coalesce(valid_to - date '2000-01-01', 10000000) - 1));

-- No two units bear one code on one day, and no unit is two things on one day. Looked at when a change is whole.
alter table unit_version
  add constraint unit_version_one_bearer exclude using gist
    (days_of((length(code) * 100000 + code::integer)::double precision, valid_from, valid_to) with &&)
    where (superseded_at is null) deferrable initially deferred,
  add constraint unit_version_one_a_day exclude using gist
    (days_of(unit_id::double precision, valid_from, valid_to) with &&)
    where (superseded_at is null) deferrable initially deferred;
create index unit_version_of_unit on unit_version (unit_id, valid_from);
create index unit_version_code on unit_version (code, valid_from);
create index unit_version_level on unit_version (level, code);
create index unit_version_parent on unit_version (parent_id);

-- Recognitions are acts: a revocation is one of its own, with who recorded it and when. Of several of one recognition the
-- newest recorded holds.
create table revocation (
  id bigint generated always as identity primary key,
  recognition_id bigint not null references recognition (id) on delete cascade,
  revoked_on date not null,
  decision_no text,
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  origin text not null check (origin in ('demo', 'import'))
);
create index revocation_of on revocation (recognition_id, recorded_at desc, id desc);
-- When 0.1.0 learned of a revocation was not kept: it told of each from its own day on, and that stays so.
insert into revocation (recognition_id, revoked_on, decision_no, recorded_at, recorded_by, origin)
select id, revoked_on, revocation_decision_no,
       greatest(recorded_at, (revoked_on + time '00:00') at time zone 'Asia/Ho_Chi_Minh'), recorded_by, origin
from recognition
where revoked_on is not null
order by id;
alter table recognition drop column revoked_on, drop column revocation_decision_no;

create trigger recognition_append_only before update or delete on recognition
  for each row execute function refuse_rewrite();
create trigger revocation_append_only before update or delete on revocation
  for each row execute function refuse_rewrite();

create or replace function analyse_boundaries() returns void language plpgsql as $$
begin
  analyze admin_unit;
  analyze unit_version;
  analyze boundary;
  analyze boundary_shape;
  analyze boundary_neighbour;
end $$;

-- The point that is shown for a person's place, of the commune that bore the code on the feature's first day.
create function shown_point(commune text, hamlet text, exact geometry, day date) returns geometry
  language plpgsql stable as $$
declare
  found geometry;
begin
  -- A portal whose hamlets are no collection has no such table.
  if to_regclass('collection_hamlets') is not null then
    execute 'select st_pointonsurface(geom) from collection_hamlets
             where commune_code = $1 and lower(name) = lower($2) and superseded_at is null
             order by valid_from desc, row_id limit 1'
      into found using commune, hamlet;
  end if;
  if found is null then
    select st_pointonsurface(boundary.geom) into found
    from unit_version as version
    join boundary on boundary.admin_unit_id = version.unit_id and boundary.superseded_at is null
    where version.code = commune and version.level = 'commune' and version.superseded_at is null
    -- on the day, else as near to it as the portal knows
    order by version.valid_from <= day desc, boundary.valid_from <= day desc, version.valid_from desc,
             boundary.valid_from desc
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
                   else shown_point(new.commune_code, new.hamlet, new.exact, new.valid_from) end;
  return new;
end $$;
drop function shown_point(text, text, geometry);
