-- name: inspectGeometries -> many
-- Validity, place of the fault and geodesic area (m²) of geometries of a file (WGS 84); writes nothing.
with given as materialized (
  select r.row, r.geometry::geometry as geom
  from json_to_recordset(:rows::json) as r ("row" integer, geometry text)
), judged as materialized (
  select given.*, st_isvaliddetail(geom) as detail from given
)
select row, (detail).valid as valid, (detail).reason as reason, st_x((detail).location) as lng,
  st_y((detail).location) as lat, case when (detail).valid then st_area(geom::geography) end as area_m2
from judged;

-- name: isDemoLoaded -> one
-- Whether invented data stands in this database.
select exists (select 1 from portal_setting where name = 'demo') as loaded;

-- name: leftCollections -> many
-- Collections of which an import is recorded as running, or left a table beside theirs.
select distinct collection from import_batch
where state = 'running' or to_regclass('next_' || left(md5(collection), 8)) is not null
order by collection;

-- name: failLeft -> none
-- Marks what stands as running of a collection as failed; only whoever holds its name may say so.
update import_batch set state = 'failed', finished_at = now() where state = 'running' and collection = :collection;

-- name: openBatch -> none
-- Records an import that begins; nothing where one of the same collection is running or the id is taken.
insert into import_batch (id, collection, file_name, file_sha256, imported_by, state, undoable)
values (:id::uuid, :collection, :fileName, :fileSha256, :importedBy, 'running',
  :collection in ('provinces', 'districts', 'communes'))
on conflict do nothing;

-- name: tellProgress -> none
-- Says how far a running import is.
update import_batch set heartbeat_at = now(), progress = :progress::jsonb where id = :id::uuid and state = 'running';

-- name: closeBatch -> none
-- Records how an import ended, once: what was told with the switch holds.
update import_batch set state = :state, report = :report::jsonb, finished_at = now()
where id = :id::uuid and state = 'running';

-- name: findBatch -> maybeOne
-- An import by id: whether it is still running, how far it is, and the report of one that has ended.
select collection, case when undone_at is null then state else 'undone' end as state, progress,
  case when state <> 'running' then report end as report
from import_batch
where id = :id::uuid;

-- name: listBatches -> many
-- The last imports, newest first.
select id, collection, file_name, case when undone_at is null then state else 'undone' end as state, imported_by as by, report->'counts' as counts,
  to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as started_at,
  to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as finished_at
from import_batch
where collection <> 'demo'
order by import_batch.started_at desc, id
limit :limit;

-- name: unitsOfCodes -> many
-- Every version of the units that bear some codes.
select id, code, level, kind, name, valid_from, valid_to
from facts.versions() as version
where code = any (:codes::text[])
order by code, valid_from;

-- name: communesOfNames -> many
-- Every version of the communes that some names mean, as a search compares them.
select id, code, level, kind, name, name_search, valid_from, valid_to
from facts.versions() as version
where level = 'commune' and name_search = any (:names::text[])
order by code, valid_from;

-- name: groupsOn -> many
-- The groups that units are in on days.
select asked.n, own.scheme, own.unit_group
from jsonb_to_recordset(:asked::jsonb) as asked (n integer, unit_id bigint, day date)
cross join lateral facts.groups_of(asked.unit_id, asked.day) as own
order by asked.n, own.scheme;
