-- name: unitAt -> maybeOne
-- One unit at a date with the units above it and what its boundary says.
select unit.id, unit.code, unit.name, unit.level, unit.kind, unit.population, unit.population_year,
       unit.valid_from, unit.valid_to, life.unit_from, life.unit_to, unit.listed_area_km2, unit.origin,
       unit.parent_code, unit.parent_name, unit.parent_level, unit.above_code, unit.above_name, unit.above_level,
       boundary.id as boundary_id, boundary.valid_from as boundary_from, boundary.valid_to as boundary_to,
       boundary.lineage, boundary.origin as boundary_origin, boundary.area_m2,
       st_x(boundary.label_point) as lng, st_y(boundary.label_point) as lat,
       st_xmin(boundary.geom) as west, st_ymin(boundary.geom) as south,
       st_xmax(boundary.geom) as east, st_ymax(boundary.geom) as north,
       st_xmin(mainland.geom) as mainland_west, st_ymin(mainland.geom) as mainland_south,
       st_xmax(mainland.geom) as mainland_east, st_ymax(mainland.geom) as mainland_north
from facts.units_on(:at::date) as unit
cross join lateral (
  select min(valid_from) as unit_from, case when bool_or(valid_to is null) then null else max(valid_to) end as unit_to
  from facts.versions() as version where id = unit.id
) as life
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
left join lateral (select facts.mainland_of(boundary.geom) as geom) as mainland on true
where unit.code = :code::text;

-- name: periodsOf -> many
-- When a code has been borne, and by which name, oldest first: what a refusal tells of it.
select name, valid_from, valid_to
from facts.versions() as version
where code = :code::text
order by valid_from;

-- name: bearersOf -> many
-- Which units bore a code, oldest first, on which days, and what each came from and became.
select bearer.id, bearer.name, bearer.kind, bearer.level, bearer.valid_from, bearer.valid_to,
       coalesce((
         select json_agg(json_build_object('side', step.side, 'code', step.code, 'name', step.name, 'level', step.level,
                           'event', step.event, 'onDay', step.on_day, 'decision', step.decision, 'share', step.share,
                           'basis', step.basis) order by step.on_day, step.code)
         from facts.lineage_of(bearer.id) as step), '[]'::json) as steps
from facts.bearers_of(:code::text) as bearer
order by bearer.valid_from;

-- name: neighboursOf -> many
-- Units across a shared edge of a unit's boundary at a date, clockwise from north.
select unit.code, unit.name, st_x(edge.label_point) as lng, st_y(edge.label_point) as lat,
       edge.bearing_degrees, edge.shared_m
from facts.neighbours_on(:at::date) as edge
join facts.bare_units_on(:at::date) as unit on unit.id = edge.neighbour_id
where edge.unit_id = :unitId::bigint
order by edge.bearing_degrees, unit.code;

-- name: adjacency -> many
-- Each unit of a level in force at a date with the codes of those across a shared edge, clockwise from north.
select unit.code, array_agg(other.code order by edge.bearing_degrees, other.code) as neighbours
from facts.neighbours_on(:at::date) as edge
join facts.bare_units_on(:at::date) as unit on unit.id = edge.unit_id and unit.level = :level::text
join facts.bare_units_on(:at::date) as other on other.id = edge.neighbour_id
group by unit.code
order by unit.code;

-- name: recognitionsOf -> many
-- Recognitions of a unit decided by a date; a revocation shows only from its own day on.
select set_id, level, decision_no, decided_on, valid_from, revoked_on, note
from facts.recognitions_by(:at::date) as recognition
where unit_id = :unitId::bigint
order by valid_from, decision_no;

-- name: anyRecognition -> one
-- Whether a recognition of any unit of a level is known by a date.
select exists (
  select 1
  from facts.recognitions_by(:at::date) as recognition
  join facts.versions() as unit on unit.id = recognition.unit_id and unit.level = :level::text
) as known;

-- name: criteriaCountsOf -> many
-- How many criteria of each set by which its level stands a unit meets at a date (contract/sets-at.ts: those in force, else
-- those that ceased last; without those of which nothing is held), from the winning revision of each.
select criteria_set.id as set_id, criteria_set.title_vi, criteria_set.title_en,
       :kind::text = any (criteria_set.applies_to) as applicable,
       count(*)::int as total,
       (count(*) filter (where declared.status = 'met'))::int as met,
       (count(*) filter (where declared.status = 'notMet'))::int as not_met,
       (count(*) filter (where coalesce(declared.status, 'notAssessed') = 'notAssessed'))::int as not_assessed,
       max(declared.valid_on) as assessed_on
from criteria_set
join criterion on criterion.set_id = criteria_set.id
left join lateral facts.criterion_of(:unitId::bigint, criterion.set_id, criterion.no, :at::date) as declared on true
where criteria_set.level = :level::text
  and criteria_set.valid_from <= :at::date
  and (
    criteria_set.valid_to is null or criteria_set.valid_to > :at::date
    or (
      criteria_set.valid_to = (select max(valid_to) from criteria_set where level = :level::text and valid_to <= :at::date)
      and not exists (
        select 1 from criteria_set
        where level = :level::text and valid_from <= :at::date and (valid_to is null or valid_to > :at::date)
          and exists (select 1 from criterion where set_id = criteria_set.id)
      )
    )
  )
group by criteria_set.id
order by array_position(array['standard', 'advanced', 'model', 'modern'], criteria_set.tier), criteria_set.valid_from, criteria_set.id;

-- name: lineageOf -> many
-- What a unit came from (`before`) and what it became (`after`), oldest first.
select side, code, name, level, event, on_day, decision, share, basis
from facts.lineage_of(:unitId::bigint) as step
order by on_day, code;
