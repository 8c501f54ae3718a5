-- name: unitCounts -> many
-- Units in force at a date, by level.
select level, count(*)::int as units
from facts.bare_units_on(:at::date) as unit
group by level;

-- name: extent -> one
-- Extent of all live boundaries in force at a date: west, south, east, north; nulls where there is none.
select st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north
from (
  select st_extent(geom) as box
  from facts.boundaries_on(:at::date) as boundary
) as whole;

-- name: boundaryDates -> many
-- Days on which some live boundary came into force or ceased, oldest first.
select day::text
from facts.boundary_days() as change
order by day;
