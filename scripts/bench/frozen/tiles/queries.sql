-- name: changeDays -> many
-- Days on which units of a level or their live boundaries came into force or ceased, oldest first.
select distinct day::text as day
from (
  select valid_from as day from admin_unit where level = :level::text
  union all select valid_to from admin_unit where level = :level::text
  union all
  select boundary.valid_from from boundary join admin_unit on admin_unit.id = boundary.admin_unit_id
  where superseded_at is null and level = :level::text
  union all
  select boundary.valid_to from boundary join admin_unit on admin_unit.id = boundary.admin_unit_id
  where superseded_at is null and level = :level::text
) as change
where day is not null
order by day;

-- name: encodedTile -> many
-- One vector tile, encoded by PostGIS: polygons and label points of the boundaries of a level in force on a day.
with found as materialized (
  select unit.code, unit.kind, unit.name, held.code as parent_code, boundary.area_m2, boundary.label_point,
         (select shape.geom from boundary_shape as shape
          where shape.boundary_id = boundary.id and shape.min_zoom <= :z::int
          order by shape.min_zoom desc limit 1) as geom
  from boundary
  join admin_unit as unit on unit.id = boundary.admin_unit_id and unit.level = :level::text
    and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  left join admin_unit as held on held.id = unit.parent_id
  where boundary.superseded_at is null
    and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
    and boundary.geom && st_makeenvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326)
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
  select unit.code, unit.kind, unit.name, held.code as parent_code, boundary.area_m2, boundary.label_point,
         (select shape.geom from boundary_shape as shape
          where shape.boundary_id = boundary.id and shape.min_zoom <= :z::int
          order by shape.min_zoom desc limit 1) as geom
  from boundary
  join admin_unit as unit on unit.id = boundary.admin_unit_id and unit.level = :level::text
    and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  left join admin_unit as held on held.id = unit.parent_id
  where boundary.superseded_at is null
    and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
    and boundary.geom && st_makeenvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326)
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
