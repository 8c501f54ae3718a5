-- name: units -> many
-- Units of a level at a date: their kind, and whether they have a boundary.
select unit.code, unit.kind, boundary.id is not null as bounded
from facts.units_on(:at::date) as unit
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
where unit.level = :level::text and facts.within(unit, :within::text)
order by unit.code;

-- name: unitFigures -> many
-- Units of a level at a date, as units, with the newest figure of one indicator: a look at the index a unit.
select unit.code, unit.kind = any (:appliesTo::text[]) as applicable, boundary.id is not null as bounded,
       case :part::int when 2 then current.value2 else current.value end as value,
       current.status = 'notApplicable' as exempt
from facts.units_on(:at::date) as unit
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
left join lateral facts.figure_of(unit.id, :setId::text, :indicatorNo::text, :at::date) as current on true
where unit.level = :level::text and facts.within(unit, :within::text)
order by unit.code;

-- name: unitTallies -> many
-- Units of a level at a date, as units, with their criteria counted by each of some sets and their recognitions in force.
-- The arrays met, not_met and exempt stand in the order of :setIds; null where nothing of the set is assessed.
select unit.code, unit.level, unit.kind, boundary.id is not null as bounded, met, not_met, exempt,
       recognised_sets, recognised_levels
from facts.units_on(:at::date) as unit
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
left join lateral (
  select array_agg(met order by place) as met, array_agg(not_met order by place) as not_met,
         array_agg(exempt order by place) as exempt
  from unnest(:setIds::text[]) with ordinality as wanted (set_id, place)
  cross join lateral (
    select case when count(*) > 0 then (count(*) filter (where status = 'met'))::int end as met,
           case when count(*) > 0 then (count(*) filter (where status = 'notMet'))::int end as not_met,
           case when count(*) > 0 then (count(*) filter (where status = 'notApplicable'))::int end as exempt
    from facts.declared_of(unit.id, wanted.set_id, :at::date) as latest
  ) as counted
) as tallied on true
left join lateral (
  select array_agg(set_id order by id) as recognised_sets, array_agg(level order by id) as recognised_levels
  from facts.recognitions_on(:at::date) as recognition
  where recognition.unit_id = unit.id
) as recognised on true
where unit.level = :level::text and facts.within(unit, :within::text)
order by unit.code;

-- name: anyRecognition -> one
-- Whether any recognition of a unit of a level is known up to a date: without one, nothing can be said of levels.
select exists (
  select 1
  from facts.recognitions_by(:at::date) as recognition
  join facts.versions() as unit on unit.id = recognition.unit_id and unit.level = :level::text
) as known;

-- name: criterionShares -> many
-- Units of a level at a date: how many units below one criterion applies to, how many of them are assessed, how many meet it.
with member as (
  select unit.parent_id, unit.above_id, current.status
  from facts.units_on(:at::date) as unit
  left join lateral facts.criterion_of(unit.id, :setId::text, :criterionNo::smallint, :at::date) as current on true
  where unit.level = :memberLevel::text and unit.kind = any (:appliesTo::text[]) and unit.parent_id is not null
),
grouped as (
  select id, (count(*) filter (where status is distinct from 'notApplicable'))::int as members,
         (count(*) filter (where status in ('met', 'notMet')))::int as assessed,
         (count(*) filter (where status = 'met'))::int as meeting
  from member, lateral (values (parent_id), (above_id)) as unit_above (id)
  where id is not null
  group by id
)
select unit.code, boundary.id is not null as bounded, coalesce(members, 0) as members,
       coalesce(assessed, 0) as assessed, coalesce(meeting, 0) as meeting
from facts.units_on(:at::date) as unit
left join grouped on grouped.id = unit.id
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
where unit.level = :level::text and facts.within(unit, :within::text)
order by unit.code;

-- name: disbursed -> many
-- Units of a level at a date, as units, with what was paid out to them and to the units right below until then.
with payee as (
  select paid.unit_id, sum(amount_million_vnd) as amount
  from facts.paid_by(:at::date) as paid
  group by paid.unit_id
),
below as (
  select unit.parent_id, sum(payee.amount) as amount
  from payee
  join facts.last_versions(:at::date) as unit on unit.id = payee.unit_id
  group by unit.parent_id
)
select unit.code, boundary.id is not null as bounded, unit.population,
       coalesce(unit.listed_area_km2, boundary.area_m2 / 1e6) as area_km2,
       case when payee.amount is not null or below.amount is not null
            then coalesce(payee.amount, 0) + coalesce(below.amount, 0) end as amount_million_vnd
from facts.units_on(:at::date) as unit
left join payee on payee.unit_id = unit.id
left join below on below.parent_id = unit.id
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
where unit.level = :level::text and facts.within(unit, :within::text)
order by unit.code;

-- name: unitGroups -> many
-- Units of a level at a date, as units, with the group of one scheme that each is in: a look at the index a unit.
select unit.code, unit.kind, boundary.id is not null as bounded, own.unit_group
from facts.units_on(:at::date) as unit
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
left join lateral facts.group_of(unit.id, :scheme::text, :at::date) as own on true
where unit.level = :level::text and facts.within(unit, :within::text)
order by unit.code;
