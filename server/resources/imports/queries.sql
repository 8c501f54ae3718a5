-- name: currentRevision -> one
-- The revision that a write is computed against.
select revision from resource_revision where resource = 'admin-units';

-- name: stageUnits -> none
-- Stages a batch of units: finds the unit in force on the day of the boundary, or takes an id for a new one; computes label point and area (m², geodesic).
insert into staged_boundary (run_id, code, level, kind, name, name_en, name_search, parent_code, listed_area_km2,
  population, population_year, source, unit_id, unit_is_new, unit_valid_from, boundary_id, geom, label_point, area_m2,
  valid_from, valid_to, lineage, status)
with given as materialized (
  select r.*, st_setsrid(st_multi(st_geomfromgeojson(r.geometry)), 4326) as geom
  from json_to_recordset(:rows::json) as r (code text, level text, kind text, name text, "nameEn" text, "nameSearch" text,
    "parentCode" text, "listedAreaKm2" double precision, population integer, "populationYear" integer, source text,
    "unitValidFrom" date, "validFrom" date, lineage text, geometry text)
)
select :runId::uuid, r.code, r.level, r.kind, r.name, r."nameEn", r."nameSearch", r."parentCode", r."listedAreaKm2",
  r.population, r."populationYear", r.source,
  coalesce(u.id, nextval(pg_get_serial_sequence('admin_unit', 'id'))), u.id is null,
  coalesce(u.valid_from, least(r."unitValidFrom", r."validFrom")),
  case when r.geom is not null then nextval(pg_get_serial_sequence('boundary', 'id')) end,
  r.geom, st_pointonsurface(r.geom), st_area(r.geom::geography),
  r."validFrom",
  least(
    u.valid_to,
    (select min(b.valid_from) from boundary b
     where b.admin_unit_id = u.id and b.superseded_at is null and b.valid_from > r."validFrom"),
    case when u.id is null then
      (select min(later.valid_from) from admin_unit later where later.code = r.code and later.valid_from > r."validFrom")
    end),
  r.lineage, 'added'
from given as r
left join admin_unit u on u.code = r.code and u.level = r.level
  and u.valid_from <= r."validFrom" and (u.valid_to is null or u.valid_to > r."validFrom");

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
end
from staged_boundary self
left join boundary old on old.admin_unit_id = self.unit_id and old.superseded_at is null
  and old.valid_from <= self.valid_from and (old.valid_to is null or old.valid_to > self.valid_from)
where s.run_id = :runId::uuid and not (s.unit_is_new and s.boundary_id is null)
  and self.run_id = s.run_id and self.code = s.code;

-- name: stagedUnits -> many
-- What a run is about to do, unit by unit; true where it leaves the database as it is.
select code, level, unit_id, unit_is_new, boundary_id, valid_from, valid_to, status
from staged_boundary
where run_id = :runId::uuid
order by code;

-- name: liveBoundaries -> many
-- A page of the live boundaries that a run leaves in place, with their validity after it; `touched` where a replaced or new boundary is near (degrees).
select b.id, u.level, st_asgeojson(b.geom, 15) as geometry, b.valid_from,
  case when s.valid_from > b.valid_from then least(b.valid_to, s.valid_from) else b.valid_to end as valid_to,
  exists (
    select 1 from staged_boundary n
    where n.run_id = :runId::uuid and n.status <> 'unchanged' and n.geom && st_expand(b.geom, 0.001))
  or exists (
    select 1 from boundary old join staged_boundary n on n.run_id = :runId::uuid and n.unit_id = old.admin_unit_id
    where n.status <> 'unchanged' and n.boundary_id is not null and old.superseded_at is null
      and old.geom && st_expand(b.geom, 0.001)) as touched
from boundary b
join admin_unit u on u.id = b.admin_unit_id
left join staged_boundary s on s.run_id = :runId::uuid and s.unit_id = b.admin_unit_id
  and s.status <> 'unchanged' and s.boundary_id is not null
where b.superseded_at is null and b.id > :after and s.valid_from is distinct from b.valid_from
order by b.id
limit :limit;

-- name: stageShapes -> none
-- Stages a batch of generalised boundaries (EPSG:3857); a shape that simplification made invalid is repaired, never emptied.
insert into staged_shape (run_id, boundary_id, min_zoom, geom)
with parsed as materialized (
  select r."boundaryId", r."minZoom", st_setsrid(st_multi(st_geomfromgeojson(r.geometry)), 3857) as geom
  from json_to_recordset(:rows::json) as r ("boundaryId" bigint, "minZoom" smallint, geometry text)
), judged as materialized (
  select parsed.*, st_isvalid(geom) as valid from parsed
), repaired as materialized (
  select judged.*, case when not valid then st_multi(st_collectionextract(st_makevalid(geom), 3)) end as repair from judged
)
select :runId::uuid, "boundaryId", "minZoom", case when valid or st_isempty(repair) then geom else repair end
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
-- Switch: the new units, without parents yet.
insert into admin_unit (id, code, level, kind, name, name_en, name_search, valid_from, valid_to, listed_area_km2,
  population, population_year, source, origin)
overriding system value
select unit_id, code, level, kind, name, name_en, name_search, unit_valid_from, valid_to, listed_area_km2, population,
  population_year, source, :origin
from staged_boundary
where run_id = :runId::uuid and unit_is_new;

-- name: linkParents -> none
-- Switch: gives parents to units that have none yet.
update admin_unit u
set parent_id = parent.id
from staged_boundary s
cross join lateral (
  select a.id from admin_unit a
  where a.code = s.parent_code and a.level <> s.level
    and a.valid_from <= greatest(s.valid_from, s.unit_valid_from)
    and (a.valid_to is null or a.valid_to > greatest(s.valid_from, s.unit_valid_from))
  limit 1
) as parent
where s.run_id = :runId::uuid and u.id = s.unit_id and u.parent_id is null;

-- name: adoptUnits -> none
-- Switch: invented units that imported data names, and those above them, are no longer the demo's.
with recursive named as (
  select unit_id as id from staged_boundary where run_id = :runId::uuid
  union
  select u.parent_id from admin_unit u join named on named.id = u.id where u.parent_id is not null
)
update admin_unit set origin = 'import'
where id in (select id from named) and origin = 'demo' and :origin = 'import';

-- name: supersede -> none
-- Switch: a boundary of the same first day is replaced.
update boundary b set superseded_at = now()
from staged_boundary s
where s.run_id = :runId::uuid and s.status = 'changed' and s.boundary_id is not null
  and b.admin_unit_id = s.unit_id and b.superseded_at is null and b.valid_from = s.valid_from;

-- name: closeEarlier -> none
-- Switch: an earlier boundary ends where the new one begins.
update boundary b set valid_to = s.valid_from
from staged_boundary s
where s.run_id = :runId::uuid and s.status <> 'unchanged' and s.boundary_id is not null
  and b.admin_unit_id = s.unit_id and b.superseded_at is null
  and b.valid_from < s.valid_from and (b.valid_to is null or b.valid_to > s.valid_from);

-- name: insertBoundaries -> none
-- Switch: the new boundaries.
insert into boundary (id, admin_unit_id, geom, label_point, area_m2, valid_from, valid_to, lineage, origin, import_id)
overriding system value
select boundary_id, unit_id, geom, label_point, area_m2, valid_from, valid_to, coalesce(lineage, :lineage),
  :origin, :importId::uuid
from staged_boundary
where run_id = :runId::uuid and status <> 'unchanged' and boundary_id is not null;

-- name: deleteShapes -> none
-- Switch: shapes of replaced boundaries, and those that are about to be written anew.
with gone as materialized (
  select boundary_id as id from staged_shape where run_id = :runId::uuid
  union
  select b.id from boundary b join staged_boundary s on s.unit_id = b.admin_unit_id
  where s.run_id = :runId::uuid and b.superseded_at is not null
)
delete from boundary_shape shape using gone where shape.boundary_id = gone.id;

-- name: insertShapes -> none
-- Switch: the generalised boundaries.
insert into boundary_shape (boundary_id, min_zoom, geom)
select boundary_id, min_zoom, geom from staged_shape where run_id = :runId::uuid;

-- name: deleteNeighbours -> none
-- Switch: neighbourhoods of replaced boundaries, from both sides.
with gone as materialized (
  select b.id from boundary b join staged_boundary s on s.unit_id = b.admin_unit_id
  where s.run_id = :runId::uuid and b.superseded_at is not null
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
-- Units that bear one of the codes, whenever in force, with whose boundary they have on a day.
select u.code, u.level, u.name, p.code as parent_code, u.valid_from, u.valid_to,
  b.origin as boundary_origin, b.lineage as boundary_lineage
from admin_unit u
left join admin_unit p on p.id = u.parent_id
left join boundary b on b.admin_unit_id = u.id and b.superseded_at is null
  and b.valid_from <= :at::date and (b.valid_to is null or b.valid_to > :at::date)
where u.code = any(:codes::text[])
order by u.code, u.valid_from;

-- name: communesBelow -> many
-- Communes in force on a day below units of the given codes, one or two levels down.
select u.code, parent.code as parent_code, grand.code as grand_code
from admin_unit u
join admin_unit parent on parent.id = u.parent_id
left join admin_unit grand on grand.id = parent.parent_id
where u.level = 'commune' and u.valid_from <= :at::date and (u.valid_to is null or u.valid_to > :at::date)
  and (parent.code = any(:codes::text[]) or grand.code = any(:codes::text[]));

-- name: inspectGeometries -> many
-- Validity, place of the fault and geodesic area (m²) of geometries of a file (WGS 84); writes nothing.
with given as materialized (
  select r.row, st_setsrid(st_geomfromgeojson(r.geometry), 4326) as geom
  from json_to_recordset(:rows::json) as r ("row" integer, geometry text)
), judged as materialized (
  select given.*, st_isvaliddetail(geom) as detail from given
)
select row, (detail).valid as valid, (detail).reason as reason, st_x((detail).location) as lng,
  st_y((detail).location) as lat, case when (detail).valid then st_area(geom::geography) end as area_m2
from judged;

-- name: previewUnits -> many
-- What a write would do to each unit; writes nothing.
with given as materialized (
  select r.code, r.level, r."validFrom" as valid_from, st_setsrid(st_multi(st_geomfromgeojson(r.geometry)), 4326) as geom
  from json_to_recordset(:rows::json) as r (code text, level text, "validFrom" date, geometry text)
)
select given.code, case
    when unit.id is null then 'added'
    when given.geom is null then 'unchanged'
    when old.id is null then 'added'
    when old.origin = 'import' and st_asbinary(st_normalize(old.geom)) = st_asbinary(st_normalize(given.geom)) then 'unchanged'
    else 'changed'
  end as status
from given
left join admin_unit unit on unit.code = given.code and unit.level = given.level
  and unit.valid_from <= given.valid_from and (unit.valid_to is null or unit.valid_to > given.valid_from)
left join boundary old on old.admin_unit_id = unit.id and old.superseded_at is null
  and old.valid_from <= given.valid_from and (old.valid_to is null or old.valid_to > given.valid_from);

-- name: isDemoLoaded -> one
-- Whether invented data stands in this database.
select exists (select 1 from portal_setting where name = 'demo') as loaded;

-- name: failStale -> none
-- Imports that have not said for a minute that they live were killed.
update import_batch set state = 'failed', finished_at = now()
where state = 'running' and heartbeat_at < now() - interval '1 minute';

-- name: openBatch -> none
-- Records an import that begins; nothing where one of the same collection is running or the id is taken.
insert into import_batch (id, collection, file_name, file_sha256, imported_by, state)
values (:id::uuid, :collection, :fileName, :fileSha256, :importedBy, 'running')
on conflict do nothing;

-- name: heartbeat -> none
-- Says that a running import lives, and how far it is.
update import_batch set heartbeat_at = now(), progress = :progress::jsonb where id = :id::uuid and state = 'running';

-- name: closeBatch -> none
-- Records how an import ended.
update import_batch set state = :state, report = :report::jsonb, finished_at = now() where id = :id::uuid;

-- name: findBatch -> maybeOne
-- An import by id: whether it is still running and how far it is.
select id, state, progress from import_batch where id = :id::uuid;
