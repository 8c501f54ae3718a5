-- name: unitCounts -> many
-- Units of a level at a date: whether a set is for them, whether they have a boundary, criteria met and decided.
-- A look at the index a unit: the same plan with and without statistics, for one district and for the country.
select unit.code, unit.kind = any (:appliesTo::text[]) as applicable, boundary.id is not null as bounded,
       met, not_met, exempt
from facts.units_on(:at::date) as unit
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
left join lateral (
  select (count(*) filter (where status = 'met'))::int as met,
         (count(*) filter (where status = 'notMet'))::int as not_met,
         (count(*) filter (where status = 'notApplicable'))::int as exempt
  from facts.declared_of(unit.id, :setId::text, :at::date) as latest
) as counted on true
where unit.level = :level::text and facts.within(unit, :within::text)
order by unit.code;

-- name: unitStatuses -> many
-- Units of a level at a date, as unitCounts, for one criterion: a look at the index a unit.
select unit.code, unit.kind = any (:appliesTo::text[]) as applicable, boundary.id is not null as bounded,
       (current.status = 'met')::int as met, (current.status = 'notMet')::int as not_met,
       (current.status = 'notApplicable')::int as exempt
from facts.units_on(:at::date) as unit
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
left join lateral facts.criterion_of(unit.id, :setId::text, :criterionNo::smallint, :at::date) as current on true
where unit.level = :level::text and facts.within(unit, :within::text)
order by unit.code;

-- name: shareCounts -> many
-- Units of a level at a date: how many units below a set is for, how many of them are wholly assessed and meet all.
with member as (
  select unit.parent_id, unit.above_id,
         decided >= :total::int as assessed, decided >= :total::int and not_met = 0 as meeting
  from facts.units_on(:at::date) as unit
  cross join lateral (
    select count(*) filter (where status <> 'notAssessed') as decided,
           count(*) filter (where status = 'notMet') as not_met
    from facts.declared_of(unit.id, :setId::text, :at::date) as latest
  ) as counted
  where unit.level = :memberLevel::text and unit.kind = any (:appliesTo::text[]) and unit.parent_id is not null
),
grouped as (
  select id, count(*)::int as members, (count(*) filter (where assessed))::int as assessed,
         (count(*) filter (where meeting))::int as meeting
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
