-- Rows of the schema of 0.1.0. Copy n of the demo has its codes moved by n times 20 (districts) or 400 (communes).

-- name: insertSets -> none
-- Criteria sets.
insert into criteria_set (id, title_vi, title_en, level, tier, decision, valid_from, valid_to, applies_to)
select id, title_vi, title_en, level, tier, decision, valid_from, valid_to, applies_to
from jsonb_to_recordset(:rows::jsonb)
  as row (id text, title_vi text, title_en text, level text, tier text, decision text, valid_from date, valid_to date,
          applies_to text[]);

-- name: insertCriteria -> none
-- Their criteria.
insert into criterion (set_id, no, name_vi, name_en, group_vi)
select set_id, no, name_vi, name_en, group_vi
from jsonb_to_recordset(:rows::jsonb) as row (set_id text, no smallint, name_vi text, name_en text, group_vi text);

-- name: insertUnits -> none
-- Units of one level with the boundary and what tiles show of it; their parents are there already.
with given as (
  select row.*, copy
  from rows from (jsonb_to_recordset(:rows::jsonb)
                  as (code text, level text, kind text, name text, search text, parent text, valid_from date, area float8,
                      population integer, geometry jsonb)) with ordinality
    as row (code, level, kind, name, search, parent, valid_from, area, population, geometry, n),
  generate_series(0, :copies::int - 1) as copy
),
unit as (
  insert into admin_unit (code, level, kind, name, name_search, parent_id, valid_from, listed_area_km2, population,
                          population_year, source, origin)
  select (code::int + copy * :step::int)::text, level, kind, name, search,
         (select id from admin_unit where admin_unit.code = (given.parent::int + copy * :parentStep::int)::text),
         valid_from, area, population, 2019, 'bench', 'demo'
  from given
  order by copy, n
  returning id, code
),
made as (
  insert into boundary (admin_unit_id, geom, label_point, area_m2, valid_from, lineage, origin)
  select unit.id, geom, st_pointonsurface(geom), st_area(geom::geography), given.valid_from, 'bench', 'demo'
  from given
  join unit on unit.code = (given.code::int + copy * :step::int)::text,
  lateral (select st_translate(st_multi(st_setsrid(st_geomfromgeojson(geometry), 4326)), copy, 0)) as moved (geom)
  order by unit.id
  returning id, geom
)
insert into boundary_shape (boundary_id, min_zoom, geom)
select id, min_zoom, st_transform(geom, 3857) from made, (values (0), (9)) as band (min_zoom);

-- name: insertNeighbours -> none
-- Boundaries of one level that share an edge.
insert into boundary_neighbour (boundary_id, neighbour_id, shared_m, bearing_degrees)
select a.id, b.id, 1000,
       mod(degrees(st_azimuth(a.label_point::geography, b.label_point::geography))::numeric + 360, 360)::float8
from boundary as a
join admin_unit as own on own.id = a.admin_unit_id
join boundary as b on b.geom && a.geom and b.id <> a.id and st_touches(a.geom, b.geom)
join admin_unit as other on other.id = b.admin_unit_id and other.level = own.level;

-- name: insertAssessments -> none
-- Assessments of units in force on the day that they hold from.
insert into assessment (admin_unit_id, set_id, criterion_no, indicator_no, status, value, value2, valid_on, recorded_at,
                        recorded_by, source, origin)
select unit.id, row.set_id, row.criterion_no, row.indicator_no, row.status, row.value, row.value2, row.valid_on,
       (row.recorded_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', 'bench', 'bench', 'demo'
from jsonb_to_recordset(:rows::jsonb)
  as row (code text, set_id text, criterion_no smallint, indicator_no text, status text, value double precision,
          value2 double precision, valid_on date, recorded_on date)
cross join generate_series(0, :copies::int - 1) as copy
join admin_unit as unit on unit.code = (row.code::int + copy * case when length(row.code) = 5 then 400 else 20 end)::text;

-- name: insertRecognitions -> none
-- Recognitions.
insert into recognition (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, revoked_on, recorded_at,
                         recorded_by, origin)
select unit.id, row.set_id, row.level, row.decision_no, row.decided_on, row.valid_from, row.revoked_on,
       (row.decided_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', 'bench', 'demo'
from jsonb_to_recordset(:rows::jsonb)
  as row (code text, set_id text, level text, decision_no text, decided_on date, valid_from date, revoked_on date)
cross join generate_series(0, :copies::int - 1) as copy
join admin_unit as unit on unit.code = (row.code::int + copy * case when length(row.code) = 5 then 400 else 20 end)::text;

-- name: insertDisbursements -> none
-- Payments.
insert into disbursement (admin_unit_id, year, resource_id, amount_million_vnd, valid_on, source, recorded_at,
                          recorded_by, origin)
select unit.id, row.year, row.resource_id, row.amount_million_vnd, row.valid_on, 'bench',
       (row.recorded_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', 'bench', 'demo'
from jsonb_to_recordset(:rows::jsonb)
  as row (code text, year smallint, resource_id text, amount_million_vnd double precision, valid_on date, recorded_on date)
cross join generate_series(0, :copies::int - 1) as copy
join admin_unit as unit on unit.code = (row.code::int + copy * case when length(row.code) = 5 then 400 else 20 end)::text;
