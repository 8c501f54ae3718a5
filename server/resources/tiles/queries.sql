-- name: revisions -> many
-- How far units, boundaries and collections have moved: their revision and the moment of the last move in milliseconds.
select resource, revision, (extract(epoch from updated_at) * 1000)::bigint as moved_at
from resource_revision
where resource = 'admin-units' or resource like 'collection:%';

-- name: changeDays -> many
-- Days on which units of a level or their live boundaries came into force or ceased, oldest first.
select day::text
from facts.unit_days(:level::text) as change
order by day;

-- name: encodedTile -> many
-- One vector tile, encoded by PostGIS: polygons and label points of the boundaries of a level in force on a day.
with found as materialized (
  select unit.code, unit.kind, unit.name, unit.parent_code, boundary.area_m2, boundary.label_point,
         facts.shape_of(boundary.id, :z::int) as geom
  from facts.boundaries_on(:at::date) as boundary
  join facts.units_on(:at::date) as unit on unit.id = boundary.unit_id and unit.level = :level::text
  where boundary.geom && st_makeenvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326)
  order by unit.code
),
polygon as (
  select code, case when :named::boolean then name end as name,
         case when :named::boolean then kind end as kind,
         case when :named::boolean then parent_code end as parent_code,
         st_asmvtgeom(geom, st_tileenvelope(:z::int, :x::int, :y::int), 4096, 64, true) as geom
  from found
),
label as (
  select code, name, kind, area_m2, label_point
  from found
  where st_x(label_point) >= :left::float8 and st_x(label_point) < :right::float8
    and st_y(label_point) > :bottom::float8 and st_y(label_point) <= :top::float8
  order by area_m2 desc, code
  limit :maxLabels::int
),
placed as (
  select code, name, kind, round(1000 - 100 * log(greatest(area_m2, 1)::numeric))::int as rank,
         st_asmvtgeom(st_transform(label_point, 3857), st_tileenvelope(:z::int, :x::int, :y::int), 4096, 0, false) as geom
  from label
)
select (select coalesce(st_asmvt(polygon, :layer::text, 4096, 'geom'), ''::bytea) from polygon)
       || (select coalesce(st_asmvt(placed, :layer::text || '_label', 4096, 'geom'), ''::bytea) from placed) as tile;

-- name: clippedTile -> many
-- What `encodedTile` encodes, as rows: geometry clipped to the tile and in its whole numbers, as GeoJSON.
with found as materialized (
  select unit.code, unit.kind, unit.name, unit.parent_code, boundary.area_m2, boundary.label_point,
         facts.shape_of(boundary.id, :z::int) as geom
  from facts.boundaries_on(:at::date) as boundary
  join facts.units_on(:at::date) as unit on unit.id = boundary.unit_id and unit.level = :level::text
  where boundary.geom && st_makeenvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326)
  order by unit.code
),
tile as (
  select box, 4096 / (st_xmax(box) - st_xmin(box)) as scale
  from st_tileenvelope(:z::int, :x::int, :y::int) as made (box)
),
label as (
  select code, name, kind, area_m2, label_point
  from found
  where st_x(label_point) >= :left::float8 and st_x(label_point) < :right::float8
    and st_y(label_point) > :bottom::float8 and st_y(label_point) <= :top::float8
  order by area_m2 desc, code
  limit :maxLabels::int
)
select 'polygon' as part, code, case when :named::boolean then name end as name,
       case when :named::boolean then kind end as kind,
       case when :named::boolean then parent_code end as parent_code, null::int as rank,
       st_asgeojson(st_transscale(
         st_clipbybox2d(geom, st_expand(box, (st_xmax(box) - st_xmin(box)) * 64 / 4096)),
         -st_xmin(box), -st_ymax(box), scale, -scale), 0) as geometry
from found, tile
union all
select 'label', code, name, kind, null, round(1000 - 100 * log(greatest(area_m2, 1)::numeric))::int,
       st_asgeojson(st_transscale(st_transform(label_point, 3857), -st_xmin(box), -st_ymax(box), scale, -scale), 0)
from label, tile;
