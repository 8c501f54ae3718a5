-- name: unitCounts -> many
-- Units in force at a date, by level.
select level, count(*)::int as units
from facts.bare_units_on(:at::date) as unit
group by level;

-- name: extent -> one
-- Extent of all live boundaries in force at a date: west, south, east, north; nulls where there is none. Beside it that of all
-- that does not lie in Hoàng Sa and Trường Sa.
select st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north,
       st_xmin(mainland) as mainland_west, st_ymin(mainland) as mainland_south, st_xmax(mainland) as mainland_east,
       st_ymax(mainland) as mainland_north
from (
  select st_extent(geom) as box, st_extent(coalesce(facts.mainland_of(geom), geom)) as mainland
  from facts.boundaries_on(:at::date) as boundary
) as whole;

-- name: boundaryDates -> many
-- Days on which some live boundary came into force or ceased, oldest first.
select day::text
from facts.boundary_days() as change
order by day;
