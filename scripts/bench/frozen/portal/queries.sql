-- name: unitCounts -> many
-- Units in force at a date, by level.
select level, count(*)::int as units
from admin_unit
where valid_from <= :at::date and (valid_to is null or valid_to > :at::date)
group by level;

-- name: extent -> one
-- Extent of all live boundaries in force at a date: west, south, east, north; nulls where there is none.
select st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north
from (
  select st_extent(geom) as box
  from boundary
  where superseded_at is null and valid_from <= :at::date and (valid_to is null or valid_to > :at::date)
) as whole;

-- name: boundaryDates -> many
-- Days on which some live boundary came into force or ceased, oldest first.
select distinct day::text as day
from boundary, lateral (values (valid_from), (valid_to)) as change (day)
where superseded_at is null and day is not null
order by day;
