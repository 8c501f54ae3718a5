-- The only statements that know how units and what hangs on them are stored: who changes the schema changes them, and
-- the twists of twisted-units.ts and twisted-records.ts stay.

-- name: insertUnits -> none
-- Units and their versions, each by its code and its first day, without parents yet; `of` names the unit's first day where
-- a row is a later version of it.
with row as (
  select *
  from rows from (jsonb_to_recordset(:rows::jsonb)
                  as (code text, level text, kind text, name text, search text, "from" date, until date, "of" date))
    with ordinality as row (code, level, kind, name, search, "from", until, "of", place)
),
made as (
  insert into admin_unit (id, level, origin)
  overriding system value
  select 1000 + place, level, 'import' from row where "of" is null
)
insert into unit_version (unit_id, code, level, kind, name, name_search, valid_from, valid_to, listed_area_km2,
                          population, population_year, source)
select 1000 + coalesce(first.place, row.place), row.code, row.level, row.kind, row.name, row.search, row.from, row.until,
       30, 1000, 2019, 'twisted'
from row
left join row as first on first.code = row.code and first.from = row.of
order by row.place;

-- name: setParents -> none
-- The unit above that a version was recorded under, whatever became of that later.
update unit_version as version
set parent_id = parent.unit_id
from jsonb_to_recordset(:rows::jsonb) as row (code text, "from" date, parent text, "parentFrom" date)
join unit_version as parent on parent.code = row.parent and parent.valid_from = row."parentFrom"
where version.code = row.code and version.valid_from = row.from;

-- name: insertBoundaries -> none
-- A rectangle of cells of 0.05 degrees from [109, 13], and what tiles show of it.
with made as (
  insert into boundary (admin_unit_id, geom, label_point, area_m2, valid_from, valid_to, lineage, origin)
  select unit.unit_id, st_multi(box), st_pointonsurface(box), st_area(box::geography), row.from, row.until, 'twisted',
         'import'
  from jsonb_to_recordset(:rows::jsonb) as row (code text, "unitFrom" date, "from" date, until date, cells int[])
  join unit_version as unit on unit.code = row.code and unit.valid_from = row."unitFrom",
  lateral st_makeenvelope(round(109 + cells[1] * 0.05, 6), round(13 + cells[2] * 0.05, 6),
                          round(109 + (cells[1] + cells[3]) * 0.05, 6), round(13 + (cells[2] + cells[4]) * 0.05, 6),
                          4326) as box
  returning id, geom
)
insert into boundary_shape (boundary_id, min_zoom, geom)
select id, min_zoom, st_multi(st_transform(geom, 3857)) from made, (values (0), (9)) as band (min_zoom);

-- name: insertNeighbours -> none
-- Boundaries of one level that share an edge, whenever they hold.
insert into boundary_neighbour (boundary_id, neighbour_id, shared_m, bearing_degrees)
select a.id, b.id, st_length(st_intersection(a.geom, b.geom)::geography),
       mod(degrees(st_azimuth(a.label_point::geography, b.label_point::geography))::numeric + 360, 360)::float8
from boundary as a
join admin_unit as own on own.id = a.admin_unit_id
join admin_unit as other on other.level = own.level and other.id <> own.id
join boundary as b on b.admin_unit_id = other.id and b.geom && a.geom
where st_length(st_intersection(a.geom, b.geom)::geography) > 1;

-- name: insertLineage -> none
-- What became of units.
insert into admin_unit_lineage (predecessor_id, successor_id, event, happened_on, decision)
select before.unit_id, after.unit_id, row.event, row.on, row.decision
from jsonb_to_recordset(:rows::jsonb)
  as row (code text, "from" date, "into" text, "intoFrom" date, event text, "on" date, decision text)
join unit_version as before on before.code = row.code and before.valid_from = row.from
join unit_version as after on after.code = row.into and after.valid_from = row."intoFrom";

-- name: insertAssessments -> none
-- Statuses of criteria and figures of indicators, of the unit that bears the code on the day.
insert into assessment (admin_unit_id, set_id, criterion_no, indicator_no, status, value, valid_on, recorded_at,
                        recorded_by, source, origin)
select unit.id, row.set, row.no, row.indicator, row.status, row.value, row.on, row.recorded, 'an officer', 'twisted', 'import'
from rows from (jsonb_to_recordset(:rows::jsonb)
                as (code text, set text, no smallint, indicator text, status text, value double precision, "on" date,
                    recorded timestamptz)) with ordinality
  as row (code, set, no, indicator, status, value, "on", recorded, place)
join lateral facts.units_on(row.on) as unit on unit.code = row.code
order by row.place;

-- name: insertRecognitions -> none
-- Recognitions of the unit that bears the code on the day of the decision, with their end where there is one.
with row as (
  select *
  from jsonb_to_recordset(:rows::jsonb)
    as row (code text, set text, level text, decision text, "on" date, revoked date, "revokedBy" text)
),
given as (
  insert into recognition (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, recorded_at, recorded_by,
                           origin)
  select unit.id, row.set, row.level, row.decision, row.on, row.on,
         (row.on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', 'an officer', 'import'
  from row
  join lateral facts.units_on(row.on) as unit on unit.code = row.code
  returning id, decision_no
)
insert into revocation (recognition_id, revoked_on, decision_no, recorded_at, recorded_by, origin)
select given.id, row.revoked, row."revokedBy", (row.revoked + time '12:00') at time zone 'Asia/Ho_Chi_Minh',
       'an officer', 'import'
from given
join row on row.decision = given.decision_no
where row.revoked is not null;

-- name: insertDisbursements -> none
-- Money paid to the unit that bears the code on the day up to which it is counted.
insert into disbursement (admin_unit_id, year, resource_id, amount_million_vnd, valid_on, source, recorded_at,
                          recorded_by, origin)
select unit.id, row.year, row.resource, row.amount, row.on, 'twisted', row.recorded, 'an officer', 'import'
from jsonb_to_recordset(:rows::jsonb)
  as row (code text, year smallint, resource text, amount double precision, "on" date, recorded timestamptz)
join lateral facts.units_on(row.on) as unit on unit.code = row.code;

-- name: moveRevisions -> none
-- Says that everything changed.
update resource_revision set revision = revision + 1, updated_at = clock_timestamp();
