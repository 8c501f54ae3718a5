-- name: unitCounts -> many
-- Units in force at a date, by level.
select level, count(*)::int as units
from facts.bare_units_on(:at::date) as unit
group by level;

-- name: levelSpans -> many
-- For each level that there are units of: the first and the last day of which there are some, and how many there have been at most on
-- its first, its last and the reference day.
select level.id as level, span.first_day as from, span.last_day as until, (
  select max(counted.units)::int
  from unnest(array[span.first_day, coalesce(span.last_day, :at::date), :at::date]) as seen (day)
  cross join lateral (
    select count(*) as units from facts.bare_units_on(seen.day) as unit where unit.level = level.id
  ) as counted
) as most
from unnest(array['province', 'district', 'commune']) as level (id)
cross join lateral facts.unit_span(level.id) as span
where span.first_day is not null;

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
