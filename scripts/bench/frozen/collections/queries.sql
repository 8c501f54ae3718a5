-- name: levelExtent -> one
-- Extent of a level's boundaries in force on a day, how many units, and the first and last day of which there are any.
select (select count(*)::int from admin_unit as unit where unit.level = :level::text and unit.valid_from <= :at::date
        and (unit.valid_to is null or unit.valid_to > :at::date)) as features,
       st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north,
       (select min(unit.valid_from) from admin_unit as unit where unit.level = :level::text) as first_day,
       (select case when bool_or(unit.valid_to is null) then null else max(unit.valid_to) - 1 end
        from admin_unit as unit where unit.level = :level::text) as last_day
from (
  select st_extent(boundary.geom) as box
  from boundary
  join admin_unit as unit on unit.id = boundary.admin_unit_id and unit.level = :level::text
    and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  where superseded_at is null
    and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
) as whole;
