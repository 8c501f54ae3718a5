-- name: unitsAcross -> many
-- Units of a level that are in force on the day before one and on it: what boundaries of that day are set against.
select unit.id, unit.code, unit.level, unit.kind, unit.name, unit.parent_code, unit.parent_level, unit.province_code,
       unit.population,
       boundary.id is not null as drawn
from facts.units_on(:day::date - 1) as unit
left join facts.boundaries_on(:day::date - 1) as boundary on boundary.unit_id = unit.id
where unit.level = :level::text
  and exists (select from facts.bare_units_on(:day::date) as still where still.id = unit.id)
order by unit.code;

-- name: unitsBegun -> many
-- Units of a level whose first day is this one.
select unit.id, unit.code
from facts.bare_units_on(:day::date) as unit
where unit.level = :level::text
  and not exists (select from facts.versions() as earlier where earlier.id = unit.id and earlier.valid_from < :day::date);

-- name: overlaps -> many
-- Which part of the ground of units of the day before, and of boundaries that are given, each pair shares; where both are nearly
-- one ground also how far their lines part at most (metres), and whether they are the same.
with given as materialized (
  select r.code, st_setsrid(st_multi(st_geomfromgeojson(r.geometry)), 4326) as geom
  from json_to_recordset(:rows::json) as r (code text, geometry text)
), pair as materialized (
  select drawn.unit_id, drawn.geom as before_geom, given.code, given.geom,
         st_area(st_intersection(drawn.geom, given.geom)) as shared, st_area(drawn.geom) as before_area,
         st_area(given.geom) as area, drawn.area_m2,
         cos(radians(st_ymin(given.geom))) as narrowing
  from given
  join facts.boundaries_on(:day::date - 1) as drawn on drawn.geom && given.geom
  join facts.bare_units_on(:day::date) as unit on unit.id = drawn.unit_id and unit.level = :level::text
)
select unit_id as before_id, code, shared / before_area as of_before, shared / area as of_since,
       shared / before_area * area_m2 as shared_m2,
       st_asbinary(st_normalize(before_geom)) = st_asbinary(st_normalize(geom)) as same,
       case when shared > 0.9 * before_area and shared > 0.9 * area then
         st_hausdorffdistance(st_affine(before_geom, 111320 * narrowing, 0, 0, 110574, 0, 0),
                              st_affine(geom, 111320 * narrowing, 0, 0, 110574, 0, 0))
       end as deviation_m
from pair
where shared > 0;

-- name: outlinesBefore -> many
-- Outlines of units of the day before, to be drawn small.
select unit.code, small.outline
from facts.boundaries_on(:day::date - 1) as drawn
join facts.bare_units_on(:day::date - 1) as unit on unit.id = drawn.unit_id
cross join lateral facts.outline_of(drawn.geom) as small
where drawn.unit_id = any(:ids::bigint[]);

-- name: outlinesGiven -> many
-- Outlines of boundaries that are given, to be drawn small.
select given.code, small.outline
from json_to_recordset(:rows::json) as given (code text, geometry text)
cross join lateral facts.outline_of(st_setsrid(st_geomfromgeojson(given.geometry), 4326)) as small;

-- name: emptiedAbove -> many
-- Units that stood above some on the day before and have nothing below them on the day once those have ceased.
select distinct above.id, above.code, above.name, above.level
from facts.units_on(:day::date - 1) as gone
join facts.units_on(:day::date - 1) as above on above.id = gone.parent_id
where gone.id = any(:ended::bigint[])
  and exists (select from facts.bare_units_on(:day::date) as still where still.id = above.id)
  and not exists (
    select from facts.units_on(:day::date) as below
    where below.parent_id = above.id and below.id <> all(:ended::bigint[]))
order by above.code;

-- name: endVersions -> none
-- Units cease on a day: their versions end there, and what was to follow is superseded.
with live as (
  update unit_version set superseded_at = now(), superseded_by = :importId::uuid
  where unit_id = any(:ended::bigint[]) and superseded_at is null and coalesce(valid_to, 'infinity') > :day::date
  returning *
)
insert into unit_version (unit_id, level, code, kind, name, name_en, name_search, parent_id, valid_from, valid_to,
  listed_area_km2, population, population_year, source, import_id)
select unit_id, level, code, kind, name, name_en, name_search, parent_id, valid_from, :day::date, listed_area_km2,
  population, population_year, source, :importId::uuid
from live where valid_from < :day::date;

-- name: endBoundaries -> none
-- Boundaries of units that cease on a day end there; of those that were to follow nothing is left.
update boundary
set valid_to = case when valid_from < :day::date then :day::date else valid_to end,
    closed_by = case when valid_from < :day::date then :importId::uuid end,
    closed_from = case when valid_from < :day::date then valid_to end,
    superseded_at = case when valid_from < :day::date then null else now() end,
    superseded_by = case when valid_from < :day::date then null else :importId::uuid end
where admin_unit_id = any(:ended::bigint[]) and superseded_at is null and coalesce(valid_to, 'infinity') > :day::date;

-- name: reviseVersions -> none
-- Units that go on and are called, placed or counted otherwise from the day on: the version is closed there and another begun. Of
-- one that begins on the day the new one takes its place.
with held as materialized (
  select version.*, staged.code as new_code, staged.kind as new_kind, staged.name as new_name,
         staged.name_en as new_name_en, staged.name_search as new_name_search, staged.parent_code as new_parent_code,
         staged.listed_area_km2 as new_area, staged.population as new_population,
         staged.population_year as new_population_year, staged.source as new_source, staged.valid_from as day
  from staged_boundary as staged
  join unit_version as version on version.unit_id = staged.unit_id and version.superseded_at is null
    and version.valid_from <= staged.valid_from and (version.valid_to is null or version.valid_to > staged.valid_from)
  where staged.run_id = :runId::uuid and staged.revised
), gone as (
  update unit_version as version set superseded_at = now(), superseded_by = :importId::uuid
  from held where version.id = held.id
)
insert into unit_version (unit_id, level, code, kind, name, name_en, name_search, parent_id, valid_from, valid_to,
  listed_area_km2, population, population_year, source, import_id)
select unit_id, level, code, kind, name, name_en, name_search, parent_id, valid_from, day, listed_area_km2, population,
  population_year, source, :importId::uuid
from held where valid_from < day
union all
select unit_id, level, new_code, new_kind, new_name,
  coalesce(new_name_en, case when new_name = name then name_en end), new_name_search,
  case when new_parent_code is null then parent_id else (
    select above.id from facts.bare_units_on(held.day) as above
    where above.code = held.new_parent_code and above.level <> held.level) end,
  day, valid_to, coalesce(new_area, case when valid_from = day then listed_area_km2 end),
  coalesce(new_population, population),
  case when new_population is null then population_year else new_population_year end, new_source, :importId::uuid
from held;

-- name: insertLineage -> none
-- What units became on a day; successors by the codes that they bear since.
insert into admin_unit_lineage (predecessor_id, successor_id, event, happened_on, share, share_from, decision, basis, import_id)
select edge."beforeId", unit.id, edge.event, :day::date, edge.share,
       case when edge.share is not null then edge."shareFrom" end, edge.decision, edge.basis, :importId::uuid
from json_to_recordset(:rows::json) as edge
  ("beforeId" bigint, code text, event text, share double precision, "shareFrom" text, basis text, decision text)
join facts.bare_units_on(:day::date) as unit on unit.code = edge.code and unit.level = :level::text
on conflict do nothing;

-- name: undoable -> maybeOne
-- An import of boundaries that was put into place: whether it was taken back, and whether another stands on it.
select batch.collection, batch.undone_at is not null as undone,
       exists (
         select from import_batch as later
         where later.collection in ('provinces', 'districts', 'communes') and later.state = 'imported'
           and later.undone_at is null and later.finished_at > batch.finished_at
       ) as built_on
from import_batch as batch
where batch.id = :id::uuid and batch.state = 'imported' and batch.collection in ('provinces', 'districts', 'communes');

-- name: recordedSince -> many
-- What has been recorded of units that an import made: how many entries of each kind.
with made as (
  select id from admin_unit where import_id = :id::uuid
)
select kind, count(*)::int as entries
from (
  select 'assessments' as kind from assessment where admin_unit_id in (select id from made)
  union all select 'recognitions' from recognition where admin_unit_id in (select id from made)
  union all select 'disbursements' from disbursement where admin_unit_id in (select id from made)
  union all select 'groups' from unit_group where admin_unit_id in (select id from made)
) as recorded
group by kind
order by kind;

-- name: undoLineage -> none
-- Takes back what an import said of what units became.
delete from admin_unit_lineage where import_id = :id::uuid;

-- name: undoVersions -> none
-- Takes back the versions that an import made; those that it ended hold again, as a new word of the portal.
with taken as (
  update unit_version set superseded_at = now()
  where import_id = :id::uuid and superseded_at is null
  returning id
)
insert into unit_version (unit_id, level, code, kind, name, name_en, name_search, parent_id, valid_from, valid_to,
  listed_area_km2, population, population_year, source, import_id)
select unit_id, level, code, kind, name, name_en, name_search, parent_id, valid_from, valid_to, listed_area_km2, population,
       population_year, source, import_id
from unit_version
where superseded_by = :id::uuid;

-- name: undoBoundaries -> none
-- Takes back the boundaries that an import made.
update boundary set superseded_at = now() where import_id = :id::uuid and superseded_at is null;

-- name: restoreReplaced -> none
-- Boundaries that an import replaced hold again.
update boundary set superseded_at = null, superseded_by = null where superseded_by = :id::uuid;

-- name: restoreClosed -> none
-- Boundaries that an import ended hold again until they would have.
update boundary set valid_to = closed_from, closed_by = null, closed_from = null where closed_by = :id::uuid;

-- name: resettle -> one
-- Features that lay in units which an import made are again in those that bear their codes.
select settle_communes(array(
  select distinct code from unit_version where unit_id in (select id from admin_unit where import_id = :id::uuid)
)) as moved;

-- name: closeUndone -> none
-- Says who took an import back.
update import_batch set undone_at = now(), undone_by = :by where id = :id::uuid;
