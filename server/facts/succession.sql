-- name: unitsAcross -> many
-- Units of a level that are in force on the day before one and on it: what boundaries of that day are set against.
select unit.id, unit.code, unit.level, unit.kind, unit.name, unit.parent_code, unit.parent_level, unit.province_code,
       unit.population,
       -- invented ground says nothing of real units
       coalesce(boundary.origin = :origin, false) as drawn
from facts.real_units_on(:day::date - 1) as unit
left join facts.real_boundaries_on(:day::date - 1) as boundary on boundary.unit_id = unit.id
where unit.level = :level::text
  and exists (select from facts.bare_real_units_on(:day::date) as still where still.id = unit.id)
order by unit.code;

-- name: unitsSettled -> many
-- Units of a level of which an earlier import said what they are from this day on: they begin on it, are something else or drawn
-- otherwise from it on, or gave or got land on it.
select unit.id, unit.code
from facts.bare_real_units_on(:day::date) as unit
where unit.level = :level::text
  and (exists (select from facts.real_versions() as begun where begun.unit_id = unit.id and begun.valid_from = :day::date)
    or exists (select from facts.real_boundaries_on(:day::date) as drawn where drawn.unit_id = unit.id and drawn.valid_from = :day::date)
    or exists (select from admin_unit_lineage as edge
               where edge.happened_on = :day::date and unit.id in (edge.predecessor_id, edge.successor_id)
                 and coalesce(edge.import_id <> all(array facts.invented_changes()), true)));

-- name: unitsLater -> many
-- Units of a level that begin later than a day on the ground of boundaries that are given: what was loaded out of order.
select distinct unit.code, unit.name, unit.valid_from::text as since
from json_to_recordset(:rows::json) as r (code text, geometry text)
join boundary as drawn on drawn.superseded_at is null and drawn.valid_from > :day::date and drawn.origin = 'import'
  and st_covers(r.geometry::geometry, drawn.label_point)
join admin_unit as own on own.id = drawn.admin_unit_id and own.level = :level::text
cross join lateral (
  select code, name, valid_from from facts.versions() as version where id = own.id order by valid_from limit 1
) as unit
where unit.valid_from > :day::date
order by unit.code;

-- name: overlaps -> many
-- Which part of the ground of an origin of units of the day before, and of boundaries that are given, each pair shares; where both are nearly
-- one ground also how far their lines part at most (metres), and whether they are the same.
with given as materialized (
  select r.code, r.geometry::geometry as geom
  from json_to_recordset(:rows::json) as r (code text, geometry text)
), pair as materialized (
  select drawn.unit_id, drawn.geom as before_geom, given.code, given.geom,
         st_area(st_intersection(drawn.geom, given.geom)) as shared, st_area(drawn.geom) as before_area,
         st_area(given.geom) as area,
         cos(radians(st_ymin(given.geom))) as narrowing
  from given
  join facts.real_boundaries_on(:day::date - 1) as drawn on drawn.geom && given.geom and drawn.origin = :origin
  join facts.bare_real_units_on(:day::date) as unit on unit.id = drawn.unit_id and unit.level = :level::text
)
select unit_id as before_id, code, shared / before_area as of_before, shared / area as of_since,
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
cross join lateral facts.outline_of(given.geometry::geometry) as small;

-- name: emptiedAbove -> many
-- Units above others that have nothing below them on a day once some have left: those that stood above these the day before, all
-- districts where there are none any more, and who bore the code of a province that is made on the day.
select above.id, above.code, above.name, above.level
from facts.bare_real_units_on(:day::date - 1) as above
where above.level <> 'commune'
  and exists (select from facts.bare_real_units_on(:day::date) as still where still.id = above.id)
  and (above.level = 'district' and not :hasDistricts
    or above.level = 'province' and above.code = any(:made::text[])
    or exists (
      select from facts.real_units_on(:day::date - 1) as gone
      where gone.parent_id = above.id and gone.id = any(:leaving::bigint[])))
  and not exists (
    select from facts.real_units_on(:day::date) as below
    where below.parent_id = above.id and below.id <> all(:leaving::bigint[]))
order by above.code;

-- name: leftBehind -> one
-- Of units that are to cease on a day: how many others stand below them on it, and which of them are known to be something later.
select (select count(*)::int from facts.real_units_on(:day::date) as below
        where below.parent_id = any(:ended::bigint[]) and below.id <> all(:ended::bigint[])) as below,
       (select json_agg(distinct unit.name)
        from facts.bare_real_units_on(:day::date - 1) as unit
        where unit.id = any(:ended::bigint[])
          and (exists (select from facts.real_versions() as later where later.unit_id = unit.id and later.valid_from > :day::date)
            or exists (select from facts.real_boundaries() as later where later.unit_id = unit.id
                       and later.valid_from > :day::date)
            or exists (select from admin_unit_lineage as edge
                       where edge.predecessor_id = unit.id and edge.happened_on > :day::date
                         and coalesce(edge.import_id <> all(array facts.invented_changes()), true)))) as later;

-- name: endVersions -> none
-- Units cease on a day: their versions end there.
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
-- Boundaries of units that cease on a day end there.
with held as materialized (
  select id, valid_to from boundary
  where admin_unit_id = any(:ended::bigint[]) and superseded_at is null and coalesce(valid_to, 'infinity') > :day::date
), kept as (
  insert into boundary_closing (boundary_id, import_id, valid_to)
  select id, :importId::uuid, valid_to from held where :importId::uuid is not null
)
update boundary set valid_to = :day::date from held where boundary.id = held.id;

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
  day, least(valid_to, (
    -- until somebody else bears the code
    select min(later.valid_from) from unit_version as later
    where later.code = held.new_code and later.unit_id <> held.unit_id and later.superseded_at is null
      and later.valid_from > held.day)), coalesce(new_area, case when valid_from = day then listed_area_km2 end),
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
select batch.undone_at is not null as undone,
       exists (
         select from import_batch as later
         where later.collection in ('provinces', 'districts', 'communes') and later.state = 'imported'
           and later.undone_at is null and later.finished_at > batch.finished_at
       ) as built_on,
       -- somebody has told units apart by hand since
       exists (
         select from unit_version as mended
         where mended.import_id = batch.id and mended.superseded_at is not null and mended.superseded_by is null
       ) or exists (
         select from unit_version as mended
         where mended.import_id is null and mended.superseded_at is null and mended.recorded_at > batch.finished_at
           and mended.unit_id in (
             select unit_id from unit_version where import_id = batch.id or superseded_by = batch.id)
       ) as mended,
       -- the invented units over which it came were taken out since
       exists (select from admin_unit as adopted where adopted.adopted_by = batch.id)
         and not exists (select from portal_setting where name = 'demo') as demo_gone
from import_batch as batch
where batch.id = :id::uuid and batch.state = 'imported' and batch.undoable and batch.collection in ('provinces', 'districts', 'communes');

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
  -- counts are told by the communes that there were: later ones must find them again
  union all select 'releases' from address_release as release join import_batch as batch on batch.id = :id::uuid
    where release.origin = 'import' and release.made_at > batch.finished_at
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
with taken as (
  delete from boundary_closing where import_id = :id::uuid returning boundary_id, valid_to
)
update boundary set valid_to = taken.valid_to from taken where boundary.id = taken.boundary_id;

-- name: restoreAbove -> none
-- What stood under nobody before an import does again, where it put a unit that is no more above it.
update unit_version set parent_id = null
where superseded_at is null and parent_id in (select id from admin_unit where import_id = :id::uuid);

-- name: restoreOrigin -> none
-- Invented units that an import made real are invented again.
update admin_unit set origin = 'demo', adopted_by = null where adopted_by = :id::uuid;

-- name: resettle -> one
-- Features with a code that an import handed on are again in whoever bears it.
select settle_communes(array(
  select distinct code from unit_version where import_id = :id::uuid or superseded_by = :id::uuid
)) as moved;

-- name: closeUndone -> none
-- Says who took an import back.
update import_batch set undone_at = now(), undone_by = :by where id = :id::uuid;
