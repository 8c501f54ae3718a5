-- In which commune a feature lies. It knows the one of its first day (`commune_id`), whose ground may have gone to others since: all of
-- it to one, or in parts, of which the place of the feature tells. A relation that says "row" is written where these columns of the
-- feature's row can be read: `commune_id`, `commune_code`, `valid_from`, `valid_to`; {place} is its geometry, null where none may tell.

-- relation: communes_bearing(codes, from, to)
-- Ids of the communes that bear one of some codes on some day from `from` to `to` (nulls are open ends).
select unit_id
from unit_version
where code = any({codes}) and level = 'commune' and superseded_at is null
  and valid_from <= coalesce({to}, 'infinity') and coalesce(valid_to, 'infinity') > coalesce({from}, '-infinity')

-- relation: codes_borne_by_none(codes, from, to)
-- Those of some codes that no commune bears on any day from `from` to `to`.
select code
from unnest({codes}) as asked (code)
where not exists (
  select 1 from unit_version as version
  where version.code = asked.code and version.level = 'commune' and version.superseded_at is null
    and version.valid_from <= coalesce({to}, 'infinity')
    and coalesce(version.valid_to, 'infinity') > coalesce({from}, '-infinity'))

-- relation: communes_wholly_in(codes, from, to)
-- Ids of the communes whose features, all of them and on all days from `from` to `to`, lie in one that bears one of some codes; of those
-- that went into another on a single day only.
select borne.unit_id
from facts.communes_bearing({codes}, {from}, {to}) as borne
where not exists (select from commune_move as move where move.unit_id = borne.unit_id)
union all
select move.unit_id
from commune_move as move
where move.since <= coalesce({from}, '-infinity') and move.until > coalesce({to}, 'infinity')
  and (move.since = '-infinity' or {from} = {to})
group by move.unit_id
having max(cardinality(move.cut_heirs)) = 0
  and bool_and(move.heir_id in (select borne.unit_id from facts.communes_bearing({codes}, {from}, {to}) as borne))

-- relation: communes_reaching(codes, from, to)
-- Ids of the communes whose ground, all of it or a part, has gone to others, and on some day from `from` to `to` lies in one that
-- bears one of some codes: which of their features do is asked of each (`lies_in`).
select move.unit_id
from commune_move as move
where move.heir_id in (select borne.unit_id from facts.communes_bearing({codes}, {from}, {to}) as borne)
  and move.since <= coalesce({to}, 'infinity') and move.until > coalesce({from}, '-infinity')

-- relation: spot_of(place)
-- The point that tells where a feature is: itself; the middle of the longest part of a line; a point on the surface of an area.
case when st_dimension({place}) = 1
     then (select st_lineinterpolatepoint(part.geom, 0.5)
           from st_dump({place}) as part
           where st_dimension(part.geom) = 1
           order by st_length(part.geom) desc, part.path
           limit 1)
     else st_pointonsurface({place}) end

-- relation: areas()
-- Boundaries by the days on which they hold.
select admin_unit_id as unit_id, geom as area, valid_from as since, coalesce(valid_to, 'infinity') as until
from boundary
where superseded_at is null

-- relation: ways_of_row(day)
-- The ways (of commune_move) that the ground of the row's commune has gone until a day: one, or one for each part of it.
select move.id, move.heir_id, move.cut_heirs, move.cut_days
from commune_move as move
where move.unit_id = commune_id and valid_from >= move.begun_from and valid_from < move.begun_before
  and move.since <= {day} and move.until > {day}

-- relation: way_of_row(place, day)
-- The one way of those that the ground under the row's place has gone until a day: at each cut to the commune whose boundary of that day
-- holds it, else to the nearest. None where the ground was cut and no boundary or no place tells.
select coalesce(
  (select way.id
   from facts.ways_of_row({day}) as way
   where not exists (
     select from unnest(way.cut_heirs, way.cut_days) as cut (heir_id, day)
     where not exists (
       select from facts.areas() as drawn
       where drawn.unit_id = cut.heir_id and drawn.since <= cut.day and drawn.until > cut.day
         and st_intersects(drawn.area, spot.point)))
   order by way.cut_heirs
   limit 1),
  (select way.id
   from facts.ways_of_row({day}) as way
   cross join lateral (
     select array_agg(told.value order by cut.step, told.nth) as distances
     from unnest(way.cut_heirs, way.cut_days) with ordinality as cut (heir_id, day, step)
     join facts.areas() as drawn on drawn.unit_id = cut.heir_id and drawn.since <= cut.day and drawn.until > cut.day
     cross join lateral (values (1, st_distance(drawn.area, spot.point)), (2, cut.heir_id::float8)) as told (nth, value)
   ) as far
   where cardinality(far.distances) = 2 * cardinality(way.cut_heirs) and spot.point is not null
   order by far.distances
   limit 1))
from (select facts.spot_of({place}) as point offset 0) as spot

-- relation: lies_in(place, codes, from, to)
-- Condition: that the row, whose commune's ground has gone to others, lies on some day from `from` to `to` in a commune that bears one
-- of some codes then. Where no place may tell it lies in all communes among which the ground was parted, and in none alone.
exists (
  select
  from commune_move as move
  join (select unit_id, code, valid_from as since, coalesce(valid_to, 'infinity') as until
        from unit_version where superseded_at is null) as borne
    on borne.unit_id = move.heir_id and borne.code = any({codes})
  cross join lateral (
    select greatest(move.since, borne.since, valid_from, coalesce({from}, '-infinity'))) as met (day)
  where move.unit_id = commune_id and valid_from >= move.begun_from and valid_from < move.begun_before
    and met.day < least(move.until, borne.until, coalesce(valid_to, 'infinity')) and met.day <= coalesce({to}, 'infinity')
    and case when move.cut_heirs = '{}' then true
             when {place} is null then not exists (
               select from facts.ways_of_row(met.day) as part
               where part.heir_id <> all(array facts.communes_bearing({codes}, met.day, met.day)))
             else move.id = facts.way_of_row({place}, met.day) end)

-- relation: inside_communes(place, codes, from, to)
-- Condition: that the row lies, on some day from `from` to `to`, in a commune that bears one of some codes then. A code that nobody bears
-- names the features that say it and of whose commune nothing more is known, so that none is lost. Of a row without a code nothing is
-- known: neither that it lies there nor that it does not.
commune_id is not null and commune_id = any(array facts.communes_wholly_in({codes}, {from}, {to}))
  or commune_id is not null and commune_id = any(array facts.communes_reaching({codes}, {from}, {to}))
     and facts.lies_in({place}, {codes}, {from}, {to})
  or facts.named_by_none({codes}, {from}, {to})
  or commune_code is null and null

-- relation: named_by_none(codes, from, to)
-- Condition: that the row says one of some codes that nobody bears from `from` to `to`, and its ground has not gone to others by then.
commune_code = any(array facts.codes_borne_by_none({codes}, {from}, {to}))
  and not exists (select from commune_move as move
                  where move.unit_id = commune_id and valid_from >= move.begun_from and valid_from < move.begun_before
                    and move.since > '-infinity' and move.since <= coalesce({to}, 'infinity'))

-- relation: seen_inside_communes(place, codes, from, to)
-- Condition: inside_communes for who may see what lies in communes of their own. A unit that gave a code away is no longer
-- theirs: what begins in it later (the row's `valid_from`) stays unseen, however many days are asked for at once.
commune_id is not null and commune_id = any(array facts.communes_wholly_in({codes}, {from}, {to}))
    and ({from} = {to} or facts.borne_since({codes}))
  or commune_id is not null and commune_id = any(array facts.communes_reaching({codes}, {from}, {to}))
     and facts.lies_in({place}, {codes}, {from}, {to})
  or facts.named_by_none({codes}, {from}, {to}) and (commune_id is null or facts.borne_since({codes}))
  or commune_code is null and null

-- relation: borne_since(codes)
-- Condition: that the commune of the row bears one of some codes on its first day or later.
exists (select
        from (select unit_id, code, coalesce(valid_to, 'infinity') as until
              from unit_version where superseded_at is null) as borne
        where borne.unit_id = commune_id and borne.code = any({codes}) and borne.until > valid_from)

-- relation: communes_on(day)
-- Communes in force on a day, with the code that each bears.
select unit_id as id, code
from unit_version
where level = 'commune' and superseded_at is null and valid_from <= {day} and (valid_to is null or valid_to > {day})

-- relation: commune_codes_on(day)
-- By communes of features and the first days of these (from `begun_from` to before `begun_before`) the code of the commune in which they
-- lie on a day: null where that is no more. `parted` where it is not the same for all of them, and their places tell; `jointly` then
-- has all the codes, with + between them.
select ground.unit_id, ground.begun_from, ground.begun_before, min(ground.code) as code,
       count(distinct coalesce(ground.code, '')) > 1 as parted,
       case when bool_and(ground.code is not null) then string_agg(distinct ground.code, '+' order by ground.code) end as jointly
from (
  select own.id as unit_id, '-infinity'::date as begun_from, 'infinity'::date as begun_before, own.code
  from facts.communes_on({day}) as own
  where not exists (select from commune_move as move where move.unit_id = own.id)
  union all
  select move.unit_id, move.begun_from, move.begun_before, own.code
  from commune_move as move
  left join facts.communes_on({day}) as own on own.id = move.heir_id
  where move.since <= {day} and move.until > {day}
) as ground
group by ground.unit_id, ground.begun_from, ground.begun_before

-- relation: code_by_place(place, day)
-- The code of the commune in which the row lies on a day, where its place tells; null where none is known.
select own.code
from commune_move as move
join facts.communes_on({day}) as own on own.id = move.heir_id
where move.id = facts.way_of_row({place}, {day})

-- relation: code_of_row(place, day)
-- The code of the commune in which the row lies on a day; the one that it states where that is not known, and for no day.
coalesce(
  (select case when known.parted then facts.code_by_place({place}, {day}) else known.code end
   from facts.commune_codes_on({day}) as known
   where known.unit_id = commune_id and valid_from >= known.begun_from and valid_from < known.begun_before),
  commune_code)

-- relation: code_held_until(day)
-- Of a row in no commune that is known on a day: the last one on which its own bore the code that it states, over all of its ground; null
-- where nobody bore it on the row's first day.
least(
  (select max(borne.until)
   from (select unit_id, code, valid_to as until from unit_version where superseded_at is null) as borne
   where borne.unit_id = commune_id and borne.code = commune_code),
  (select min(way.cut_days[1]) from facts.ways_of_row({day}) as way)
) - 1

-- relation: commune_spans()
-- Which commune a feature with a code lies in whose first day is from `since` to before `until`: the bearer on that day, of days
-- before any commune is known the one on the first day that is. What writes many rows joins it; a trigger finds it for others.
select unit_id, code,
       case when valid_from = min(valid_from) over () then '-infinity' else valid_from end as since,
       coalesce(valid_to, 'infinity') as until
from unit_version
where level = 'commune' and superseded_at is null
