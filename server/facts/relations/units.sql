-- What holds of administrative units and their boundaries on a day. A unit's id is its own through all versions; what is
-- superseded is no more than history. Dates are first days; valid_to is the first day on which something no longer holds.

-- relation: units_on(day)
-- Units in force on a day, one row each, with the two units above as they are on that same day.
select version.unit_id as id, version.code, version.level, version.kind, version.name, version.name_en,
       version.name_search, version.population, version.population_year, version.listed_area_km2, version.valid_from,
       version.valid_to, own.origin,
       parent.unit_id as parent_id, parent.code as parent_code, parent.name as parent_name,
       parent.level as parent_level, above.unit_id as above_id, above.code as above_code, above.name as above_name,
       above.level as above_level,
       case 'province' when version.level then version.code when parent.level then parent.code
                       when above.level then above.code end as province_code
from unit_version as version
left join admin_unit as own on own.id = version.unit_id
left join unit_version as parent on parent.unit_id = version.parent_id and parent.superseded_at is null
  and parent.valid_from <= {day} and (parent.valid_to is null or parent.valid_to > {day})
left join unit_version as above on above.unit_id = parent.parent_id and above.superseded_at is null
  and above.valid_from <= {day} and (above.valid_to is null or above.valid_to > {day})
where version.superseded_at is null
  and version.valid_from <= {day} and (version.valid_to is null or version.valid_to > {day})

-- relation: bare_units_on(day)
-- Units in force on a day by themselves, without the units above: for what counts, names or frames them.
select unit_id as id, code, level, kind, name
from unit_version
where superseded_at is null and valid_from <= {day} and (valid_to is null or valid_to > {day})

-- relation: boundaries_on(day)
-- Boundaries in force on a day, one row a unit that has one; geometries in WGS 84.
select id, admin_unit_id as unit_id, geom, label_point, area_m2, valid_from, valid_to, lineage, origin
from boundary
where superseded_at is null and valid_from <= {day} and (valid_to is null or valid_to > {day})

-- relation: invented_changes()
-- The records (import_batch) by which the invented province lived through days on which its units became others. They give way to
-- whatever real boundaries come, unless something real is recorded of the units that they made.
select batch.id
from import_batch as batch
where batch.collection = 'demo' and batch.undoable and batch.undone_at is null
  and not exists (
    select from admin_unit as made
    join import_batch as own on own.id = made.import_id and own.collection = batch.collection
    -- one array, made only where there is such a record: a join would read all of them anew for each unit
    where made.id = any(array(
      select admin_unit_id from assessment where origin = 'import'
      union select admin_unit_id from recognition where origin = 'import'
      union select admin_unit_id from disbursement where origin = 'import'
      union select admin_unit_id from unit_group where origin = 'import')))

-- relation: real_versions()
-- Versions as they are without invented changes: what real boundaries are set against.
select version.*
from unit_version as version
where coalesce(version.import_id <> all(array facts.invented_changes()), true)
  and (version.superseded_at is null or version.superseded_by = any(array facts.invented_changes()))

-- relation: real_units_on(day)
-- Units in force on a day without invented changes, with the unit above and the province.
select version.unit_id as id, version.code, version.level, version.kind, version.name, version.population,
       parent.unit_id as parent_id, parent.code as parent_code, parent.level as parent_level, above.code as above_code,
       case 'province' when version.level then version.code when parent.level then parent.code
                       when above.level then above.code end as province_code
from facts.real_versions() as version
left join facts.real_versions() as parent on parent.unit_id = version.parent_id
  and parent.valid_from <= {day} and (parent.valid_to is null or parent.valid_to > {day})
left join facts.real_versions() as above on above.unit_id = parent.parent_id
  and above.valid_from <= {day} and (above.valid_to is null or above.valid_to > {day})
where version.valid_from <= {day} and (version.valid_to is null or version.valid_to > {day})

-- relation: bare_real_units_on(day)
-- Units in force on a day without invented changes, by themselves.
select unit_id as id, code, level, kind, name
from facts.real_versions() as version
where valid_from <= {day} and (valid_to is null or valid_to > {day})

-- relation: real_boundaries()
-- Boundaries as they are without invented changes.
select drawn.id, drawn.admin_unit_id as unit_id, drawn.geom, drawn.valid_from,
       case when closing.boundary_id is null then drawn.valid_to else closing.valid_to end as valid_to, drawn.lineage, drawn.origin
from boundary as drawn
left join boundary_closing as closing on closing.boundary_id = drawn.id
  and closing.import_id = any(array facts.invented_changes())
where drawn.superseded_at is null and coalesce(drawn.import_id <> all(array facts.invented_changes()), true)

-- relation: real_boundaries_on(day)
-- Boundaries in force on a day without invented changes.
select id, unit_id, geom, valid_from, valid_to, lineage, origin
from facts.real_boundaries() as drawn
where valid_from <= {day} and (valid_to is null or valid_to > {day})

-- relation: mainland_of(geom)
-- Of a geometry that reaches into Hoàng Sa or Trường Sa (both east of 111°, everything else of Vietnam west of 109.5°): what of it
-- does not, which is empty where all of it lies there. Null of any other.
case when {geom} && st_makeenvelope(110.2, -90, 180, 90, 4326)
     then st_clipbybox2d({geom}, st_makeenvelope(-180, -90, 110.2, 90, 4326)) end

-- relation: outline_of(geom)
-- An area as it is drawn small, as GeoJSON: its twelve largest parts, simplified by as little as leaves some 60 points.
select st_asgeojson(st_multi(fewer.geom), 5) as outline
from (
  select st_multi(st_collect(part.geom)) as geom
  from (select dumped.geom from st_dump({geom}) as dumped order by st_area(dumped.geom) desc limit 12) as part
) as large
cross join (values (0), (0.003), (0.01), (0.02), (0.04), (0.08)) as step (part)
cross join lateral st_simplifypreservetopology(
  large.geom, step.part * greatest(st_xmax(large.geom) - st_xmin(large.geom), st_ymax(large.geom) - st_ymin(large.geom))
) as fewer (geom)
where st_npoints(fewer.geom) <= 64 or step.part = 0.08
order by step.part limit 1

-- relation: within(unit, code)
-- Condition: that `unit` (of units_on) is the unit of a code or lies in it, however far below; true where the code is null.
{code} is null or {unit}.code = {code} or {unit}.parent_code = {code} or {unit}.above_code = {code}

-- relation: versions()
-- Every version of every unit that the portal stands by, with the unit above when it began.
select version.unit_id as id, version.code, version.level, version.kind, version.name, version.name_search,
       version.valid_from, version.valid_to,
       (select parent.code from unit_version as parent
        where parent.unit_id = version.parent_id and parent.superseded_at is null
          and parent.valid_from < coalesce(version.valid_to, 'infinity')
          and coalesce(parent.valid_to, 'infinity') > version.valid_from
        order by parent.valid_from limit 1) as parent_code
from unit_version as version
where version.superseded_at is null

-- relation: last_versions(day)
-- Every unit that has been in force until a day, by its newest version: of a dissolved one the last that it had.
select distinct on (unit_id) unit_id as id, code, level, kind, name, parent_id
from unit_version
where superseded_at is null and valid_from <= {day}
order by unit_id, valid_from desc

-- relation: lineage_of(unit_id)
-- What a unit came from or got land of (side `before`) and what it became or gave land to (`after`), each by the code and name that
-- it bore on the day before or on the day; what of a unit stayed with it is no step.
select 'before' as side, other.code, other.name, other.level, edge.event, edge.happened_on as on_day, edge.decision,
       edge.share, edge.basis
from admin_unit_lineage as edge
cross join lateral (
  select code, name, level from unit_version
  where unit_id = edge.predecessor_id and superseded_at is null and valid_from < edge.happened_on
  order by valid_from desc limit 1
) as other
where edge.successor_id = {unit_id} and edge.predecessor_id <> edge.successor_id
union all
select 'after', other.code, other.name, other.level, edge.event, edge.happened_on, edge.decision, edge.share, edge.basis
from admin_unit_lineage as edge
cross join lateral (
  select code, name, level from unit_version
  where unit_id = edge.successor_id and superseded_at is null
    and (valid_to is null or valid_to > edge.happened_on)
  order by valid_from limit 1
) as other
where edge.predecessor_id = {unit_id} and edge.predecessor_id <> edge.successor_id

-- relation: shares_between(earlier, later)
-- What of a unit went to another after one day and up to another: each pair once a day; null where nothing tells how much. What
-- stayed with a unit that went on and gave land is one of them.
select happened_on as day, predecessor_id as before, successor_id as since,
       case when count(share) = count(*) then sum(share) end as share
from admin_unit_lineage
where happened_on > {earlier} and happened_on <= {later}
group by happened_on, predecessor_id, successor_id

-- relation: shares_behind(unit_ids, earlier, later)
-- Of shares_between those over which the ground of some units came to them.
with recursive origin (id) as (
  select unnest({unit_ids})
  union
  select edge.predecessor_id
  from origin
  join admin_unit_lineage as edge on edge.successor_id = origin.id
    and edge.happened_on > {earlier} and edge.happened_on <= {later}
)
select edge.day, edge.before, edge.since, edge.share
from facts.shares_between({earlier}, {later}) as edge
where edge.before in (select id from origin) and edge.since in (select id from origin)

-- relation: cut_grounds(earlier, later)
-- The ground of each unit that was cut after one day and up to another, as it was the day before, with that of each unit that a part
-- of it went to, as it was on the day.
select edge.day, edge.before, edge.since, own.geom as before_geom, heir.geom as since_geom
from facts.shares_between({earlier}, {later}) as edge
join boundary as own on own.admin_unit_id = edge.before and own.superseded_at is null
  and own.valid_from < edge.day and (own.valid_to is null or own.valid_to >= edge.day)
join boundary as heir on heir.admin_unit_id = edge.since and heir.superseded_at is null
  and heir.valid_from <= edge.day and (heir.valid_to is null or heir.valid_to > edge.day)
where exists (select from admin_unit_lineage as other
              where other.predecessor_id = edge.before and other.happened_on = edge.day
                and other.successor_id <> edge.since)

-- relation: begun_of_others(day)
-- Units in force on a day that were made of others, with the day on which they were.
select unit.id, unit.code, unit.level, begun.first_day
from facts.bare_units_on({day}) as unit
cross join lateral (
  select min(version.valid_from) as first_day from unit_version as version
  where version.unit_id = unit.id and version.superseded_at is null
) as begun
where exists (select from admin_unit_lineage as edge
              where edge.successor_id = unit.id and edge.happened_on = begun.first_day)

-- relation: bearers_of(code)
-- Units that bore a code, with the first day and the one after the last on which they did, by the name that they bore with it last.
select unit_id as id, (array_agg(name order by valid_from desc))[1] as name,
       (array_agg(kind order by valid_from desc))[1] as kind, level, min(valid_from) as valid_from,
       case when bool_or(valid_to is null) then null else max(valid_to) end as valid_to
from unit_version
where code = {code} and superseded_at is null
group by unit_id, level

-- relation: former_names(day)
-- What units were called until a day and are not on it: each name with its code, and the last day on which a unit bore both.
-- Of a unit that no longer is, its last name is one of them.
select version.unit_id as id, version.code, version.name, version.name_search, max(version.valid_to) - 1 as until
from unit_version as version
left join unit_version as now on now.unit_id = version.unit_id and now.superseded_at is null
  and now.valid_from <= {day} and (now.valid_to is null or now.valid_to > {day})
where version.superseded_at is null and version.valid_to <= {day}
  and (version.code, version.name) is distinct from (now.code, now.name)
group by version.unit_id, version.code, version.name, version.name_search

-- relation: dissolved_by(day)
-- Units that were and on a day no longer are, by their last version, with the two units above and on its last day (`until`).
select version.unit_id as id, version.code, version.level, version.kind, version.name, version.name_search,
       version.valid_to - 1 as until, parent.code as parent_code, parent.name as parent_name, above.code as above_code
from (
  select distinct on (unit_id) unit_id, code, level, kind, name, name_search, parent_id, valid_to
  from unit_version
  where superseded_at is null and valid_from <= {day}
  order by unit_id, valid_from desc
) as version
left join unit_version as parent on parent.unit_id = version.parent_id and parent.superseded_at is null
  and parent.valid_from < version.valid_to and (parent.valid_to is null or parent.valid_to >= version.valid_to)
left join unit_version as above on above.unit_id = parent.parent_id and above.superseded_at is null
  and above.valid_from < version.valid_to and (above.valid_to is null or above.valid_to >= version.valid_to)
where version.valid_to <= {day}

-- relation: successors_on(unit_ids, day)
-- What became of some units that no longer are, followed through whatever became of that, until a unit that is in force on a day
-- or of which nothing more is known. `event`, `on_day` and `decision` are of the end of the unit itself.
with recursive way as (
  select predecessor_id as unit_id, successor_id as heir_id, event, happened_on, decision
  from admin_unit_lineage
  where predecessor_id = any({unit_ids}) and happened_on <= {day}
  union
  select way.unit_id, edge.successor_id, way.event, way.happened_on, way.decision
  from way
  join admin_unit_lineage as edge on edge.predecessor_id = way.heir_id and edge.happened_on <= {day}
  where not exists (
    select 1 from unit_version as lasting
    where lasting.unit_id = way.heir_id and lasting.superseded_at is null
      and lasting.valid_from <= {day} and (lasting.valid_to is null or lasting.valid_to > {day}))
)
select distinct on (way.unit_id, way.heir_id) way.unit_id, heir.code, heir.name, heir.level, way.event,
       way.happened_on as on_day, way.decision
from way
cross join lateral (
  select code, name, level, valid_to
  from unit_version
  where unit_id = way.heir_id and superseded_at is null and valid_from <= {day}
  order by valid_from desc
  limit 1
) as heir
where heir.valid_to is null or heir.valid_to > {day}
   or not exists (select 1 from admin_unit_lineage as further
                  where further.predecessor_id = way.heir_id and further.happened_on <= {day})
order by way.unit_id, way.heir_id, way.happened_on desc

-- relation: unit_as_of(unit_id, day)
-- A unit as it was on a day, with the units above it then; on a day before its first one, as it began. Use it lateral.
select own.*
from facts.units_on(greatest({day}, (
  select min(first.valid_from) from unit_version as first
  where first.unit_id = {unit_id} and first.superseded_at is null
))) as own
where own.id = {unit_id}

-- relation: heirs_of(unit_id, day)
-- The units in force on a day that a unit is or went into, over however many changes; none where what became of it is not
-- known. One that goes on has no heir but itself. Use it lateral.
with recursive heir (id) as (
  select {unit_id}
  union
  select edge.successor_id
  from heir
  join admin_unit_lineage as edge on edge.predecessor_id = heir.id and edge.happened_on <= {day}
  where not exists (
    select 1 from unit_version as version
    where version.unit_id = heir.id and version.superseded_at is null
      and version.valid_from <= {day} and (version.valid_to is null or version.valid_to > {day}))
)
select version.unit_id as id, version.code, version.level, version.kind, version.name
from heir
join unit_version as version on version.unit_id = heir.id and version.superseded_at is null
  and version.valid_from <= {day} and (version.valid_to is null or version.valid_to > {day})

-- relation: neighbours_on(day)
-- Pairs of units across a shared edge of boundaries in force on a day, both ways; bearing from north, clockwise.
select own.admin_unit_id as unit_id, across.admin_unit_id as neighbour_id, across.label_point, edge.bearing_degrees,
       edge.shared_m
from boundary_neighbour as edge
join boundary as own on own.id = edge.boundary_id and own.superseded_at is null
  and own.valid_from <= {day} and (own.valid_to is null or own.valid_to > {day})
join boundary as across on across.id = edge.neighbour_id and across.superseded_at is null
  and across.valid_from <= {day} and (across.valid_to is null or across.valid_to > {day})

-- relation: shape_of(boundary_id, zoom)
-- The boundary as it is drawn at a zoom (web mercator); a row or none.
select geom from boundary_shape
where boundary_id = {boundary_id} and min_zoom <= {zoom}
order by min_zoom desc limit 1

-- relation: unit_days(level)
-- Days on which units of a level or their boundaries came into force or ceased.
select distinct change.day
from (
  select valid_from, valid_to from unit_version where level = {level} and superseded_at is null
  union all
  select drawn.valid_from, drawn.valid_to
  from boundary as drawn
  join admin_unit as unit on unit.id = drawn.admin_unit_id and unit.level = {level}
  where drawn.superseded_at is null
) as held, lateral (values (held.valid_from), (held.valid_to)) as change (day)
where change.day is not null

-- relation: boundary_days()
-- Days on which some boundary came into force or ceased.
select distinct change.day
from boundary, lateral (values (valid_from), (valid_to)) as change (day)
where superseded_at is null and change.day is not null

-- relation: unit_span(level)
-- One row: the first day of which there are units of a level, and the last (null where some are in force for good).
select min(valid_from) as first_day, case when bool_or(valid_to is null) then null else max(valid_to) - 1 end as last_day
from unit_version
where level = {level} and superseded_at is null

-- relation: unit_features(level, from, to)
-- Versions of units joined with the versions of their boundary where both hold on some day from `from` to `to` (nulls are
-- open ends). The unit above is the one in force on the first of those days.
select version.code as id, version.code, version.name, version.name_en, version.kind, parent.code as parent_code,
       parent.name as parent_name, round((boundary.area_m2 / 1e6)::numeric, 4)::float8 as area_km2,
       version.listed_area_km2, version.population,
       greatest(version.valid_from, boundary.valid_from) as valid_from,
       least(version.valid_to, boundary.valid_to) as valid_to,
       own.origin = 'demo' or coalesce(boundary.origin = 'demo', false) as demo, boundary.geom
from unit_version as version
join admin_unit as own on own.id = version.unit_id
left join boundary on boundary.admin_unit_id = version.unit_id and boundary.superseded_at is null
  and boundary.valid_from <= coalesce({to}, 'infinity')
  and coalesce(boundary.valid_to, 'infinity') > coalesce({from}, '-infinity')
  and boundary.valid_from < coalesce(version.valid_to, 'infinity')
  and coalesce(boundary.valid_to, 'infinity') > version.valid_from
left join unit_version as parent on parent.unit_id = version.parent_id and parent.superseded_at is null
  and parent.valid_from <= greatest(version.valid_from, boundary.valid_from, {from})
  and coalesce(parent.valid_to, 'infinity') > greatest(version.valid_from, boundary.valid_from, {from})
where version.level = {level} and version.superseded_at is null
  and version.valid_from <= coalesce({to}, 'infinity')
  and coalesce(version.valid_to, 'infinity') > coalesce({from}, '-infinity')

-- relation: commune_areas()
-- Every boundary that a commune ever had, for the days on which both it and the version of the commune hold.
select version.unit_id, version.code, version.name, version.name_search,
       greatest(version.valid_from, boundary.valid_from) as valid_from,
       least(version.valid_to, boundary.valid_to) as valid_to, boundary.geom
from unit_version as version
join boundary on boundary.admin_unit_id = version.unit_id and boundary.superseded_at is null
  and boundary.valid_from < coalesce(version.valid_to, 'infinity')
  and coalesce(boundary.valid_to, 'infinity') > version.valid_from
where version.level = 'commune' and version.superseded_at is null

-- relation: undecided_days()
-- Days on which a unit got another boundary, or from July 2025 on its first one, with no version that says what the unit is
-- from then on: another unit may have taken its code. A version that tells nothing new (0.1.0's units were cut where the
-- code above them changed hands) says nothing.
select drawn.admin_unit_id as unit_id, drawn.valid_from as day, drawn.id as boundary_id, drawn.geom, drawn.area_m2,
       earlier.geom as earlier_geom, earlier.area_m2 as earlier_area_m2
from boundary as drawn
left join lateral (
  select geom, area_m2 from boundary
  where admin_unit_id = drawn.admin_unit_id and superseded_at is null and valid_from < drawn.valid_from
  order by valid_from desc limit 1
) as earlier on true
where drawn.superseded_at is null
  -- an import of a day has asked already
  and not exists (select from import_batch as batch where batch.id = drawn.import_id and batch.undoable)
  and (earlier.area_m2 is not null or drawn.valid_from >= date '2025-07-01')
  and exists (select 1 from unit_version as older
              where older.unit_id = drawn.admin_unit_id and older.superseded_at is null
                and older.valid_from < drawn.valid_from)
  and not exists (
    select 1
    from unit_version as begun
    left join unit_version as before on before.unit_id = begun.unit_id and before.superseded_at is null
      and before.valid_to = begun.valid_from
    where begun.unit_id = drawn.admin_unit_id and begun.superseded_at is null and begun.valid_from = drawn.valid_from
      and (before.code, before.name, before.kind, before.source)
          is distinct from (begun.code, begun.name, begun.kind, begun.source))
