-- name: unitsAt -> many
-- Units in force at a date with the parent in force then; narrowed by words or code prefix, level, and a unit above.
select unit.code, unit.name, unit.name_search, unit.level, unit.kind, unit.population,
       parent.code as parent_code, parent.name as parent_name,
       st_x(boundary.label_point) as lng, st_y(boundary.label_point) as lat,
       st_xmin(boundary.geom) as west, st_ymin(boundary.geom) as south,
       st_xmax(boundary.geom) as east, st_ymax(boundary.geom) as north,
       boundary.area_m2
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above_held on above_held.id = parent.parent_id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
where unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:level::text is null or unit.level = :level::text)
  and (:within::text is null or parent.code = :within::text or above_held.code = :within::text)
  and (:words::text[] is null or unit.code like :codePrefix::text
    or exists (select from unnest(:words::text[]) as word where strpos(unit.name_search, word) > 0))
order by unit.code;

-- name: unitAt -> maybeOne
-- One unit at a date with what its row and its boundary say.
select unit.id, unit.code, unit.name, unit.level, unit.kind, unit.population, unit.population_year,
       unit.valid_from, unit.valid_to, unit.listed_area_km2, unit.origin,
       boundary.id as boundary_id, boundary.valid_from as boundary_from, boundary.valid_to as boundary_to,
       boundary.lineage, boundary.origin as boundary_origin, boundary.area_m2,
       st_x(boundary.label_point) as lng, st_y(boundary.label_point) as lat,
       st_xmin(boundary.geom) as west, st_ymin(boundary.geom) as south,
       st_xmax(boundary.geom) as east, st_ymax(boundary.geom) as north
from admin_unit as unit
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
where unit.code = :code::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date);

-- name: ancestorsOf -> many
-- The units above a unit at a date, highest first.
with recursive above as (
  select parent.id, parent.parent_id, parent.code, parent.name, parent.level, 1 as step
  from admin_unit as unit
  join admin_unit as held on held.id = unit.parent_id
  join admin_unit as parent on parent.code = held.code and parent.level = held.level
    and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
  where unit.id = :unitId::bigint
  union all
  select parent.id, parent.parent_id, parent.code, parent.name, parent.level, above.step + 1
  from above
  join admin_unit as held on held.id = above.parent_id
  join admin_unit as parent on parent.code = held.code and parent.level = held.level
    and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
  where above.step < 4
)
select code, name, level from above order by step desc;

-- name: neighboursOf -> many
-- Units across a shared edge of a boundary, with those in force at a date, clockwise from north.
select unit.code, unit.name, st_x(boundary.label_point) as lng, st_y(boundary.label_point) as lat,
       edge.bearing_degrees, edge.shared_m
from boundary_neighbour as edge
join boundary on boundary.id = edge.neighbour_id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
join admin_unit as unit on unit.id = boundary.admin_unit_id
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
where edge.boundary_id = :boundaryId::bigint
order by edge.bearing_degrees, unit.code;

-- name: adjacency -> many
-- Each unit of a level in force at a date with the codes of those across a shared edge, clockwise from north.
select unit.code, array_agg(other.code order by edge.bearing_degrees, other.code) as neighbours
from boundary_neighbour as edge
join boundary as own on own.id = edge.boundary_id and own.superseded_at is null
  and own.valid_from <= :at::date and (own.valid_to is null or own.valid_to > :at::date)
join admin_unit as unit on unit.id = own.admin_unit_id and unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
join boundary as across on across.id = edge.neighbour_id and across.superseded_at is null
  and across.valid_from <= :at::date and (across.valid_to is null or across.valid_to > :at::date)
join admin_unit as other on other.id = across.admin_unit_id
  and other.valid_from <= :at::date and (other.valid_to is null or other.valid_to > :at::date)
group by unit.code
order by unit.code;

-- name: recognitionsOf -> many
-- Recognitions of a unit decided by a date; a revocation shows only from its own day on.
select set_id, level, decision_no, decided_on, valid_from,
       case when revoked_on <= :at::date then revoked_on end as revoked_on, note
from recognition
where admin_unit_id = :unitId::bigint and valid_from <= :at::date
order by valid_from, decision_no;

-- name: criteriaCountsOf -> many
-- How many criteria of each set by which its level stands a unit meets at a date (contract/sets-at.ts: those in force, else
-- those that ceased last), from the winning revision of each.
with latest as (
  select distinct on (set_id, criterion_no) set_id, criterion_no, status, valid_on
  from assessment
  where admin_unit_id = :unitId::bigint and indicator_no is null and valid_on <= :at::date
  order by set_id, criterion_no, valid_on desc, recorded_at desc, id desc
)
select criteria_set.id as set_id, criteria_set.title_vi, criteria_set.title_en,
       :kind::text = any (criteria_set.applies_to) as applicable,
       count(*)::int as total,
       (count(*) filter (where latest.status = 'met'))::int as met,
       (count(*) filter (where latest.status = 'notMet'))::int as not_met,
       (count(*) filter (where coalesce(latest.status, 'notAssessed') = 'notAssessed'))::int as not_assessed,
       max(latest.valid_on) as assessed_on
from criteria_set
join criterion on criterion.set_id = criteria_set.id
left join latest on latest.set_id = criterion.set_id and latest.criterion_no = criterion.no
where criteria_set.level = :level::text
  and criteria_set.valid_from <= :at::date
  and (
    criteria_set.valid_to is null or criteria_set.valid_to > :at::date
    or (
      criteria_set.valid_to = (select max(valid_to) from criteria_set where level = :level::text and valid_to <= :at::date)
      and not exists (
        select 1 from criteria_set
        where level = :level::text and valid_from <= :at::date and (valid_to is null or valid_to > :at::date)
      )
    )
  )
group by criteria_set.id
order by array_position(array['standard', 'advanced', 'model'], criteria_set.tier), criteria_set.valid_from, criteria_set.id;
