-- Where the ground of communes has gone: what features lie in on a day follows from it, and nothing of them is written anew.

-- From `since` to before `until` the ground of a commune is its heir's; a commune of which nothing went to another has no row. Features
-- that begin from `begun_from` to before `begun_before` go that way: those that begin after a change are in who bears their code since.
create table commune_move (
  id bigint generated always as identity primary key,
  unit_id bigint not null,
  begun_from date not null,
  begun_before date not null,
  heir_id bigint not null,
  since date not null,
  until date not null,
  -- to whom the way goes where ground was cut, and when: empty where all of it went, so that no place has to be looked at
  cut_heirs bigint[] not null,
  cut_days date[] not null
);
create index commune_move_of on commune_move (unit_id);

-- Works all of it out from what became of units.
create function settle_moves() returns trigger language plpgsql as $$
begin
  delete from commune_move;
  insert into commune_move (unit_id, begun_from, begun_before, heir_id, since, until, cut_heirs, cut_days)
  with recursive edge as materialized (
    select distinct predecessor_id as unit_id, happened_on as day, successor_id as heir_id
    from admin_unit_lineage as lineage
    join admin_unit as unit on unit.id = lineage.predecessor_id and unit.level = 'commune'
  ), change as materialized (
    select distinct unit_id, day from edge where heir_id <> unit_id
  ), heir as materialized (
    select unit_id, day, heir_id from edge join change using (unit_id, day)
    union
    -- whoever gave land away and goes on
    select unit_id, day, unit_id from change
    where exists (select from unit_version as version
                  where version.unit_id = change.unit_id and version.superseded_at is null
                    and version.valid_from <= change.day and (version.valid_to is null or version.valid_to > change.day))
  ), step as materialized (
    select unit_id, day, heir_id, count(*) over (partition by unit_id, day) > 1 as cut from heir
  ), span as materialized (
    select unit_id, coalesce(lag(day) over way, '-infinity') as since, day as until
    from change window way as (partition by unit_id order by day)
    union all
    select unit_id, max(day), 'infinity' from change group by unit_id
  ), way as (
    select unit_id, since as begun_from, until as begun_before, unit_id as heir_id, since, until,
           '{}'::bigint[] as cut_heirs, '{}'::date[] as cut_days
    from span
    -- Nothing begins in a commune that ceased.
    where since = '-infinity' or exists (
      select from heir where heir.unit_id = span.unit_id and heir.day = span.since and heir.heir_id = span.unit_id)
    union all
    select way.unit_id, way.begun_from, way.begun_before, step.heir_id, step.day,
           coalesce((select min(later.day) from change as later
                     where later.unit_id = step.heir_id and later.day > step.day), 'infinity'),
           case when step.cut then way.cut_heirs || step.heir_id else way.cut_heirs end,
           case when step.cut then way.cut_days || step.day else way.cut_days end
    from way
    join step on step.unit_id = way.heir_id and step.day = way.until
  )
  select unit_id, begun_from, begun_before, heir_id, since, until, cut_heirs, cut_days from way;
  return null;
end $$;

create trigger moves_settled after insert or update or delete on admin_unit_lineage
  for each statement execute function settle_moves();

-- What is there already.
update admin_unit_lineage set share = share where false;

-- What follows is asked of single rows: as functions, so that the planner of a question for many has no more to do than before.

-- The point that tells where a feature is: the middle of the longest part of a line, a point on the surface of all else.
create function spot_of(place geometry) returns geometry language plpgsql immutable as $$
begin
  if st_dimension(place) = 1 then
    return (select st_lineinterpolatepoint(part.geom, 0.5) from st_dump(place) as part
            where st_dimension(part.geom) = 1 order by st_length(part.geom) desc, part.path limit 1);
  end if;
  return st_pointonsurface(place);
end $$;

-- Which way (of commune_move) the ground under a feature of a commune has gone until a day: at each cut to the commune whose boundary of
-- that day holds its spot, else to the nearest. Null where the ground was cut and no boundary or no place tells.
create function way_of(commune bigint, begun date, place geometry, day date) returns bigint language plpgsql stable as $$
declare
  spot geometry;
  found bigint;
begin
  select id into found from commune_move
  where unit_id = commune and begun >= begun_from and begun < begun_before and since <= day and until > day and cut_heirs = '{}';
  if found is not null or place is null then
    return found;
  end if;
  spot := spot_of(place);
  select way.id into found
  from commune_move as way
  where way.unit_id = commune and begun >= way.begun_from and begun < way.begun_before and way.since <= day and way.until > day
    and not exists (
      select from unnest(way.cut_heirs, way.cut_days) as cut (heir_id, day)
      where not exists (
        select from boundary as drawn
        where drawn.admin_unit_id = cut.heir_id and drawn.superseded_at is null and drawn.valid_from <= cut.day
          and (drawn.valid_to is null or drawn.valid_to > cut.day) and st_intersects(drawn.geom, spot)))
  order by way.cut_heirs
  limit 1;
  if found is null then
    select way.id into found
    from commune_move as way
    cross join lateral (
      select array_agg(told.value order by cut.step, told.nth) as distances
      from unnest(way.cut_heirs, way.cut_days) with ordinality as cut (heir_id, day, step)
      join boundary as drawn on drawn.admin_unit_id = cut.heir_id and drawn.superseded_at is null
        and drawn.valid_from <= cut.day and (drawn.valid_to is null or drawn.valid_to > cut.day)
      cross join lateral (values (1, st_distance(drawn.geom, spot)), (2, cut.heir_id::float8)) as told (nth, value)
    ) as far
    where way.unit_id = commune and begun >= way.begun_from and begun < way.begun_before and way.since <= day
      and way.until > day and cardinality(far.distances) = 2 * cardinality(way.cut_heirs)
    order by far.distances
    limit 1;
  end if;
  return found;
end $$;

-- Whether a feature of a commune whose ground has gone to others lies, on some day from `first` to `last` (nulls are open ends), in a
-- commune that bears one of some codes then. Where no place may tell it lies in all among which the ground was parted, in none alone.
create function lies_in(commune bigint, begun date, ceased date, place geometry, codes text[], first date, last date)
  returns boolean language plpgsql stable as $$
begin
  return exists (
    select
    from commune_move as way
    join unit_version as borne on borne.unit_id = way.heir_id and borne.superseded_at is null and borne.code = any(codes)
    cross join lateral (select greatest(way.since, borne.valid_from, begun, first)) as met (day)
    where way.unit_id = commune and begun >= way.begun_from and begun < way.begun_before
      and met.day < least(way.until, borne.valid_to, ceased) and (last is null or met.day <= last)
      and case when way.cut_heirs = '{}' then true
               when place is null then not exists (
                 select from commune_move as part
                 where part.unit_id = commune and begun >= part.begun_from and begun < part.begun_before
                   and part.since <= met.day and part.until > met.day
                   and not exists (
                     select from unit_version as other
                     where other.unit_id = part.heir_id and other.superseded_at is null and other.code = any(codes)
                       and other.valid_from <= met.day and (other.valid_to is null or other.valid_to > met.day)))
               else way.id = way_of(commune, begun, place, met.day) end);
end $$;

-- The code of the commune in which a feature lies on a day, where its place tells; null where none is known.
create function code_by_place(commune bigint, begun date, place geometry, day date) returns text language plpgsql stable as $$
begin
  return (
    select own.code
    from commune_move as way
    join unit_version as own on own.unit_id = way.heir_id and own.superseded_at is null and own.valid_from <= day
      and (own.valid_to is null or own.valid_to > day)
    where way.id = way_of(commune, begun, place, day));
end $$;

-- Whether a commune bears one of some codes on a day or later.
create function bears_since(commune bigint, codes text[], day date) returns boolean language plpgsql stable as $$
begin
  return exists (
    select from unit_version
    where unit_id = commune and superseded_at is null and code = any(codes) and (valid_to is null or valid_to > day));
end $$;

-- By communes of features and the first days of these (from `begun_from` to before `begun_before`) the code of the commune in which they
-- lie on a day: null where that is no more. `parted` where it is not the same for all of them, and their places tell; `jointly` has
-- all the codes, with + between them.
create function commune_codes_on(day date)
  returns table (unit_id bigint, begun_from date, begun_before date, code text, parted boolean, jointly text) language sql stable as $$
  with own as (
    select version.unit_id, version.code from unit_version as version
    where version.level = 'commune' and version.superseded_at is null and version.valid_from <= day
      and (version.valid_to is null or version.valid_to > day)
  ), ground as (
    select own.unit_id, '-infinity'::date as begun_from, 'infinity'::date as begun_before, own.code from own
    where not exists (select from commune_move as way where way.unit_id = own.unit_id)
    union all
    select way.unit_id, way.begun_from, way.begun_before, own.code
    from commune_move as way
    left join own on own.unit_id = way.heir_id
    where way.since <= day and way.until > day
  )
  select ground.unit_id, ground.begun_from, ground.begun_before, min(ground.code),
         count(distinct coalesce(ground.code, '')) > 1,
         case when bool_and(ground.code is not null) then string_agg(distinct ground.code, '+' order by ground.code) end
  from ground
  group by ground.unit_id, ground.begun_from, ground.begun_before
$$;

-- By the id of each commune that has changed until a day, the code of the one in which its features lie on it: empty where none is
-- known, ? where the place of each tells. Null where nothing has changed, and for no day.
create function moved_codes(day date) returns jsonb language plpgsql stable as $$
begin
  if not exists (select from unit_version where level = 'commune' and superseded_at is null and valid_to <= day)
     and not exists (select from commune_move where since > '-infinity' and since <= day) then
    return null;
  end if;
  return (
    select jsonb_object_agg(changed.unit_id, coalesce(known.code, ''))
    from (
      select unit_id from unit_version where level = 'commune' and superseded_at is null and valid_to <= day
      union
      select unit_id from commune_move where since > '-infinity' and since <= day
    ) as changed
    left join (
      select codes.unit_id, case when bool_or(codes.parted) or count(*) > 1 then '?' else min(codes.code) end as code
      from commune_codes_on(day) as codes
      group by codes.unit_id
    ) as known on known.unit_id = changed.unit_id);
end $$;

-- Of a feature in no commune that is known on a day: the last one on which its own bore the code that it states, over all of its ground;
-- null where nobody bore it on the feature's first day.
create function code_held_until(commune bigint, begun date, stated text, day date) returns date language plpgsql stable as $$
begin
  return least(
    (select nullif(max(coalesce(valid_to, 'infinity')), 'infinity') from unit_version
     where unit_id = commune and code = stated and superseded_at is null),
    (select min(cut_days[1]) from commune_move
     where unit_id = commune and begun >= begun_from and begun < begun_before and since <= day and until > day)) - 1;
end $$;
