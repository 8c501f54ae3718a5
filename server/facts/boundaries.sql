-- name: stageUnits -> none
-- Stages a batch of units: takes the one that is said to go on, else (unless it is a unit of its own) the one that bears the code on
-- the day of the boundary, or an id for a new one; computes label point and area (m², geodesic).
insert into staged_boundary (run_id, code, level, kind, name, name_en, name_search, parent_code, listed_area_km2,
  population, population_year, source, unit_id, unit_is_new, unit_valid_from, boundary_id, geom, label_point, area_m2,
  valid_from, valid_to, lineage, status, revises)
with given as materialized (
  select r.*, r.geometry::geometry as geom
  from json_to_recordset(:rows::json) as r (code text, level text, kind text, name text, "nameEn" text, "nameSearch" text,
    "parentCode" text, "listedAreaKm2" double precision, population integer, "populationYear" integer, source text,
    "unitValidFrom" date, "validFrom" date, lineage text, geometry text, "goesOnFrom" bigint, "isNew" boolean,
    revises boolean)
)
select :runId::uuid, r.code, r.level, r.kind, r.name, r."nameEn", r."nameSearch", r."parentCode", r."listedAreaKm2",
  r.population, r."populationYear", r.source,
  coalesce(unit.id, nextval(pg_get_serial_sequence('admin_unit', 'id'))), unit.id is null,
  -- of one that is there, a day on which it is
  case when unit.id is not null then r."validFrom" else least(r."unitValidFrom", r."validFrom") end,
  case when r.geom is not null then nextval(pg_get_serial_sequence('boundary', 'id')) end,
  r.geom, st_pointonsurface(r.geom), st_area(r.geom::geography),
  r."validFrom",
  least(
    -- the end of the unit, not of its version
    (select nullif(max(coalesce(life.valid_to, 'infinity')), 'infinity') from facts.real_versions() as life
     where life.unit_id = unit.id),
    (select min(drawn.valid_from) from facts.real_boundaries() as drawn
     where drawn.unit_id = unit.id and drawn.valid_from > r."validFrom"),
    case when unit.id is null then
      (select min(later.valid_from) from facts.real_versions() as later
       where later.code = r.code and later.valid_from > r."validFrom")
    end),
  r.lineage, 'added', r.revises
from given as r
left join lateral facts.bare_real_units_on(r."validFrom") as unit on not r."isNew" and unit.level = r.level
  and case when r."goesOnFrom" is null then unit.code = r.code else unit.id = r."goesOnFrom" end;

-- name: analyseStaged -> one
-- Statistics of the staging tables, so that what follows is planned for as many rows as there are.
select analyse_staged() is null as done;

-- name: analyseBoundaries -> one
-- Statistics of the tables that a run has filled.
select analyse_boundaries() is null as done;

-- name: markStaged -> none
-- Says of each staged unit what it does: the same geometry as the boundary in force is no change; the demo never replaces imported boundaries.
update staged_boundary s
set status = case
  when s.boundary_id is null then 'unchanged'
  when old.id is null then 'added'
  when :origin = 'demo' and old.origin = 'import' then 'unchanged'
  when old.origin = :origin and st_asbinary(st_normalize(old.geom)) = st_asbinary(st_normalize(s.geom)) then 'unchanged'
  else 'changed'
end, revised = s.revises and version.id is not null and (
  (version.code, version.kind, version.name) is distinct from (s.code, s.kind, s.name)
  or s.listed_area_km2 is not null and version.listed_area_km2 is distinct from s.listed_area_km2
  or s.population is not null
    and (version.population, version.population_year) is distinct from (s.population, s.population_year)
  -- a unit above that is made now bears no code yet
  or s.parent_code is not null and (s.parent_code is distinct from parent.code or exists (
    select from staged_boundary above where above.run_id = s.run_id and above.code = s.parent_code and above.unit_is_new)))
from staged_boundary self
left join facts.real_versions() as version on version.unit_id = self.unit_id
  and version.valid_from <= self.valid_from and (version.valid_to is null or version.valid_to > self.valid_from)
left join lateral facts.bare_real_units_on(self.valid_from) as parent on parent.id = version.parent_id
left join facts.real_boundaries() as old on old.unit_id = self.unit_id
  and old.valid_from <= self.valid_from and (old.valid_to is null or old.valid_to > self.valid_from)
where s.run_id = :runId::uuid and not (s.unit_is_new and s.boundary_id is null)
  and self.run_id = s.run_id and self.code = s.code;

-- name: stagedUnits -> many
-- What a run is about to do, unit by unit; true where it leaves the database as it is.
select code, level, boundary_id, valid_from, valid_to, status, revised
from staged_boundary
where run_id = :runId::uuid
order by code;

-- name: liveBoundaries -> many
-- A page of the live boundaries that a run leaves in place, with their validity after it (units of `ended` cease on `day`);
-- `touched` where a replaced or new boundary is near (degrees).
select b.id, u.level, st_asbinary(b.geom) as geometry, b.valid_from,
  case when b.unit_id = any(:ended::bigint[]) then least(b.valid_to, :day::date)
       when s.valid_from > b.valid_from then least(b.valid_to, s.valid_from) else b.valid_to end as valid_to,
  exists (
    select 1 from staged_boundary n
    where n.run_id = :runId::uuid and n.status <> 'unchanged' and n.geom && st_expand(b.geom, 0.001))
  or exists (
    select 1 from facts.real_boundaries() as old join staged_boundary n on n.run_id = :runId::uuid and n.unit_id = old.unit_id
    where n.status <> 'unchanged' and n.boundary_id is not null
      and old.geom && st_expand(b.geom, 0.001)) as touched
from facts.real_boundaries() as b
join admin_unit u on u.id = b.unit_id
left join staged_boundary s on s.run_id = :runId::uuid and s.unit_id = b.unit_id
  and s.status <> 'unchanged' and s.boundary_id is not null
where b.id > :after and s.valid_from is distinct from b.valid_from
  and (b.unit_id <> all(:ended::bigint[]) or b.valid_from < :day::date)
order by b.id
limit :limit;

-- name: stageShapes -> none
-- Stages a batch of generalised boundaries (EPSG:3857); a shape that simplification made invalid is repaired, never emptied.
insert into staged_shape (run_id, boundary_id, min_zoom, geom)
with parsed as materialized (
  select r."boundaryId", r."minZoom", r.geometry::geometry as geom
  from json_to_recordset(:rows::json) as r ("boundaryId" bigint, "minZoom" smallint, geometry text)
), judged as materialized (
  select parsed.*, st_isvalid(geom) as valid from parsed
), repaired as materialized (
  select judged.*, case when not valid then st_multi(st_collectionextract(st_makevalid(geom), 3)) end as repair from judged
)
select :runId::uuid, "boundaryId", "minZoom", case when valid or st_isempty(repair) then geom else repair end
from repaired;

-- name: stageFullShapes -> none
-- Stages boundaries (EPSG:3857) with all their details, those of the run and live ones.
insert into staged_shape (run_id, boundary_id, min_zoom, geom)
with placed as materialized (
  select boundary_id as id, st_transform(geom, 3857) as geom from staged_boundary
  where run_id = :runId::uuid and boundary_id = any(:ids::bigint[])
  union all
  select id, st_transform(geom, 3857) from boundary where id = any(:ids::bigint[])
), judged as materialized (
  select placed.*, st_isvalid(geom) as valid from placed
), repaired as materialized (
  select judged.*, case when not valid then st_multi(st_collectionextract(st_makevalid(geom), 3)) end as repair from judged
)
select :runId::uuid, id, :minZoom::smallint, case when valid or st_isempty(repair) then geom else repair end
from repaired;

-- name: stageNeighbours -> none
-- Stages pairs of neighbours in both directions, with the bearing from label point to label point.
insert into staged_neighbour (run_id, boundary_id, neighbour_id, shared_m, bearing_degrees)
with point as materialized (
  select boundary_id as id, label_point::geography as point from staged_boundary where run_id = :runId::uuid
  union all
  select id, label_point::geography from boundary where superseded_at is null
), pair as materialized (
  select r.a, r.b, r."sharedM" as shared_m from json_to_recordset(:rows::json) as r (a bigint, b bigint, "sharedM" double precision)
)
select :runId::uuid, x.a, x.b, x.shared_m, mod(coalesce(degrees(st_azimuth(pa.point, pb.point)), 0)::numeric, 360)
from (select a, b, shared_m from pair union all select b, a, shared_m from pair) as x
join point pa on pa.id = x.a
join point pb on pb.id = x.b;

-- name: moveRevision -> none
-- Moves the revision on, only from the one that the write was computed against; holds others off until the end.
update resource_revision set revision = revision + 1, updated_at = now()
where resource = 'admin-units' and revision = :seen;

-- name: insertUnits -> none
-- Switch: the new units, each with its first version, without parents yet.
with made as (
  insert into admin_unit (id, level, origin, import_id)
  overriding system value
  select unit_id, level, :origin, :importId::uuid from staged_boundary where run_id = :runId::uuid and unit_is_new
  returning id
)
insert into unit_version (unit_id, level, code, kind, name, name_en, name_search, valid_from, valid_to, listed_area_km2,
  population, population_year, source, import_id)
select unit_id, level, code, kind, name, name_en, name_search, unit_valid_from, valid_to, listed_area_km2, population,
  population_year, source, :importId::uuid
from staged_boundary
where run_id = :runId::uuid and unit_id in (select id from made);

-- name: settleFeatures -> one
-- Switch: features with the code of a commune that is known only now, or bears it only now, are in it.
select settle_communes(array(
  select code from staged_boundary where run_id = :runId::uuid and level = 'commune' and (unit_is_new or revised)
)) as moved;

-- name: linkParents -> none
-- Switch: gives a unit above to versions that have none yet.
update unit_version version
set parent_id = parent.unit_id
from staged_boundary s
cross join lateral (
  select above.unit_id from unit_version above
  where above.code = s.parent_code and above.level <> s.level and above.superseded_at is null
    and above.valid_from <= greatest(s.valid_from, s.unit_valid_from)
    and (above.valid_to is null or above.valid_to > greatest(s.valid_from, s.unit_valid_from))
  limit 1
) as parent
where s.run_id = :runId::uuid and version.unit_id = s.unit_id and version.parent_id is null
  and version.superseded_at is null and version.valid_from <= greatest(s.valid_from, s.unit_valid_from)
  and (version.valid_to is null or version.valid_to > greatest(s.valid_from, s.unit_valid_from));

-- name: adoptUnits -> none
-- Switch: invented units that imported data names, and those above them, are no longer the demo's.
with recursive named as (
  select unit_id as id from staged_boundary where run_id = :runId::uuid
  union
  select version.parent_id from unit_version version join named on named.id = version.unit_id
  where version.parent_id is not null
)
update admin_unit set origin = 'import', adopted_by = :importId::uuid
where id in (select id from named) and origin = 'demo' and :origin = 'import';

-- name: supersede -> none
-- Switch: a boundary of the same first day is replaced.
update boundary b set superseded_at = now(), superseded_by = :importId::uuid
from staged_boundary s
where s.run_id = :runId::uuid and s.status = 'changed' and s.boundary_id is not null
  and b.admin_unit_id = s.unit_id and b.superseded_at is null and b.valid_from = s.valid_from;

-- name: closeEarlier -> none
-- Switch: an earlier boundary ends where the new one begins.
with held as materialized (
  select b.id, b.valid_to, s.valid_from as day
  from staged_boundary s
  join boundary b on b.admin_unit_id = s.unit_id and b.superseded_at is null
    and b.valid_from < s.valid_from and (b.valid_to is null or b.valid_to > s.valid_from)
  where s.run_id = :runId::uuid and s.status <> 'unchanged' and s.boundary_id is not null
), kept as (
  insert into boundary_closing (boundary_id, import_id, valid_to)
  select id, :importId::uuid, valid_to from held where :importId::uuid is not null
)
update boundary b set valid_to = held.day from held where b.id = held.id;

-- name: insertBoundaries -> none
-- Switch: the new boundaries.
insert into boundary (id, admin_unit_id, geom, label_point, area_m2, valid_from, valid_to, lineage, origin, import_id)
overriding system value
select boundary_id, unit_id, geom, label_point, area_m2, valid_from, valid_to, coalesce(lineage, :lineage),
  :origin, :importId::uuid
from staged_boundary
where run_id = :runId::uuid and status <> 'unchanged' and boundary_id is not null;

-- name: deleteShapes -> none
-- Switch: shapes of boundaries that are about to be written anew, and of those replaced that no import can bring back.
with gone as materialized (
  select boundary_id as id from staged_shape where run_id = :runId::uuid
  union
  select b.id from boundary b join staged_boundary s on s.unit_id = b.admin_unit_id
  where s.run_id = :runId::uuid and b.superseded_at is not null
    and b.superseded_by is null
)
delete from boundary_shape shape using gone where shape.boundary_id = gone.id;

-- name: insertShapes -> none
-- Switch: the generalised boundaries.
insert into boundary_shape (boundary_id, min_zoom, geom)
select boundary_id, min_zoom, geom from staged_shape where run_id = :runId::uuid;

-- name: deleteNeighbours -> none
-- Switch: neighbourhoods of replaced boundaries that no import can bring back, from both sides.
with gone as materialized (
  select b.id from boundary b join staged_boundary s on s.unit_id = b.admin_unit_id
  where s.run_id = :runId::uuid and b.superseded_at is not null
    and b.superseded_by is null
), pair as materialized (
  select n.boundary_id, n.neighbour_id from boundary_neighbour n join gone on gone.id = n.boundary_id
  union
  select n.boundary_id, n.neighbour_id from boundary_neighbour n join gone on gone.id = n.neighbour_id
)
delete from boundary_neighbour n using pair
where n.boundary_id = pair.boundary_id and n.neighbour_id = pair.neighbour_id;

-- name: insertNeighbours -> none
-- Switch: the new neighbourhoods.
insert into boundary_neighbour (boundary_id, neighbour_id, shared_m, bearing_degrees)
select boundary_id, neighbour_id, shared_m, bearing_degrees from staged_neighbour where run_id = :runId::uuid;

-- name: clearStagedUnits -> none
-- Staging rows of a run, and those that a killed run left a day ago.
delete from staged_boundary where run_id = :runId::uuid or staged_at < now() - interval '1 day';

-- name: clearStagedShapes -> none
-- Staging rows of a run, and those that a killed run left a day ago.
delete from staged_shape where run_id = :runId::uuid or staged_at < now() - interval '1 day';

-- name: clearStagedNeighbours -> none
-- Staging rows of a run, and those that a killed run left a day ago.
delete from staged_neighbour where run_id = :runId::uuid or staged_at < now() - interval '1 day';

-- name: storedUnits -> many
-- Versions of units that bear one of the codes, whenever in force, with whose boundary they have on a day.
select version.code, version.level, version.kind, version.name, (
    select parent.code from facts.real_versions() as parent
    where parent.unit_id = version.parent_id and parent.valid_from < coalesce(version.valid_to, 'infinity')
      and coalesce(parent.valid_to, 'infinity') > version.valid_from
    order by parent.valid_from limit 1) as parent_code, version.valid_from, version.valid_to,
  boundary.origin as boundary_origin, boundary.lineage as boundary_lineage
from facts.real_versions() as version
left join facts.real_boundaries_on(:at::date) as boundary on boundary.unit_id = version.unit_id
where version.code = any(:codes::text[])
order by version.code, version.valid_from;

-- name: communesBelow -> many
-- Communes in force on a day below units of the given codes, one or two levels down.
select unit.code, unit.parent_code, unit.above_code as grand_code
from facts.real_units_on(:at::date) as unit
where unit.level = 'commune' and (unit.parent_code = any(:codes::text[]) or unit.above_code = any(:codes::text[]));

-- name: doubleBearers -> many
-- Switch: codes of a run that two units would bear on one day.
select distinct one.code
from staged_boundary s
join unit_version one on one.code = s.code and one.superseded_at is null
join unit_version other on other.code = one.code and other.superseded_at is null and other.unit_id > one.unit_id
  and other.valid_from < coalesce(one.valid_to, 'infinity') and coalesce(other.valid_to, 'infinity') > one.valid_from
where s.run_id = :runId::uuid
order by one.code
limit 5;
