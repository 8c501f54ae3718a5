-- name: units -> many
-- Units of a level at a date: their kind, and whether they have a boundary.
select unit.code, unit.kind, boundary.id is not null as bounded
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above_held on above_held.id = parent.parent_id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or parent.code = :within::text
       or above_held.code = :within::text)
order by unit.code;

-- name: unitFigures -> many
-- Units of a level at a date, as units, with the newest figure of one indicator: a look at the index a unit.
select unit.code, unit.kind = any (:appliesTo::text[]) as applicable, boundary.id is not null as bounded,
       case :part::int when 2 then current.value2 else current.value end as value,
       current.status = 'notApplicable' as exempt
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above_held on above_held.id = parent.parent_id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
left join lateral (
  select status, value, value2
  from assessment
  where set_id = :setId::text and admin_unit_id = unit.id and indicator_no = :indicatorNo::text
    and indicator_no is not null and valid_on <= :at::date
  order by valid_on desc, recorded_at desc, id desc
  limit 1
) as current on true
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or parent.code = :within::text
       or above_held.code = :within::text)
order by unit.code;

-- name: unitTallies -> many
-- Units of a level at a date, as units, with their criteria counted by each of some sets and their recognitions in force.
-- The arrays met, not_met and exempt stand in the order of :setIds; null where nothing of the set is assessed.
select unit.code, unit.level, unit.kind, boundary.id is not null as bounded, met, not_met, exempt,
       recognised_sets, recognised_levels
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above_held on above_held.id = parent.parent_id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
left join lateral (
  select array_agg(met order by place) as met, array_agg(not_met order by place) as not_met,
         array_agg(exempt order by place) as exempt
  from unnest(:setIds::text[]) with ordinality as wanted (set_id, place)
  cross join lateral (
    select case when count(*) > 0 then (count(*) filter (where status = 'met'))::int end as met,
           case when count(*) > 0 then (count(*) filter (where status = 'notMet'))::int end as not_met,
           case when count(*) > 0 then (count(*) filter (where status = 'notApplicable'))::int end as exempt
    from (
      select distinct on (criterion_no) status
      from assessment
      where set_id = wanted.set_id and admin_unit_id = unit.id and indicator_no is null and valid_on <= :at::date
      order by criterion_no, valid_on desc, recorded_at desc, id desc
    ) as latest
  ) as counted
) as tallied on true
left join lateral (
  select array_agg(set_id order by id) as recognised_sets, array_agg(level order by id) as recognised_levels
  from recognition
  where admin_unit_id = unit.id and valid_from <= :at::date and (revoked_on is null or revoked_on > :at::date)
) as recognised on true
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or parent.code = :within::text
       or above_held.code = :within::text)
order by unit.code;

-- name: anyRecognition -> one
-- Whether any recognition of a unit of a level is known up to a date: without one, nothing can be said of levels.
select exists (
  select 1
  from recognition
  join admin_unit as unit on unit.id = recognition.admin_unit_id
  where unit.level = :level::text and recognition.valid_from <= :at::date
) as known;

-- name: criterionShares -> many
-- Units of a level at a date: how many units below one criterion applies to, how many of them are assessed, how many meet it.
with member as (
  select parent.id as parent_id, grand.id as grand_id, current.status
  from admin_unit as unit
  join admin_unit as held on held.id = unit.parent_id
  join admin_unit as parent on parent.code = held.code and parent.level = held.level
    and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
  left join admin_unit as grand_held on grand_held.id = parent.parent_id
  left join admin_unit as grand on grand.code = grand_held.code and grand.level = grand_held.level
    and grand.valid_from <= :at::date and (grand.valid_to is null or grand.valid_to > :at::date)
  left join lateral (
    select status
    from assessment
    where set_id = :setId::text and admin_unit_id = unit.id and criterion_no = :criterionNo::smallint
      and indicator_no is null and valid_on <= :at::date
    order by valid_on desc, recorded_at desc, id desc
    limit 1
  ) as current on true
  where unit.level = :memberLevel::text and unit.kind = any (:appliesTo::text[])
    and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
),
grouped as (
  select id, (count(*) filter (where status is distinct from 'notApplicable'))::int as members,
         (count(*) filter (where status in ('met', 'notMet')))::int as assessed,
         (count(*) filter (where status = 'met'))::int as meeting
  from member, lateral (values (parent_id), (grand_id)) as unit_above (id)
  where id is not null
  group by id
)
select unit.code, boundary.id is not null as bounded, coalesce(members, 0) as members,
       coalesce(assessed, 0) as assessed, coalesce(meeting, 0) as meeting
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join grouped on grouped.id = unit.id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or held.code = :within::text)
order by unit.code;

-- name: disbursed -> many
-- Units of a level at a date, as units, with what was paid out to them and to the units right below until then.
with paid as (
  select distinct on (admin_unit_id, year, resource_id) admin_unit_id, amount_million_vnd
  from disbursement
  where valid_on <= :at::date
  order by admin_unit_id, year, resource_id, valid_on desc, recorded_at desc, id desc
),
payee as (
  select unit.id, above.code as above_code, above.level as above_level, sum(amount_million_vnd) as amount
  from paid
  join admin_unit as unit on unit.id = paid.admin_unit_id
  left join admin_unit as above on above.id = unit.parent_id
  group by unit.id, above.code, above.level
),
below as (
  select above_code as code, above_level as level, sum(amount) as amount
  from payee
  where above_code is not null
  group by above_code, above_level
)
select unit.code, boundary.id is not null as bounded, unit.population,
       coalesce(unit.listed_area_km2, boundary.area_m2 / 1e6) as area_km2,
       case when payee.amount is not null or below.amount is not null
            then coalesce(payee.amount, 0) + coalesce(below.amount, 0) end as amount_million_vnd
from admin_unit as unit
left join payee on payee.id = unit.id
left join below on below.code = unit.code and below.level = unit.level
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above_held on above_held.id = parent.parent_id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or parent.code = :within::text
       or above_held.code = :within::text)
order by unit.code;
