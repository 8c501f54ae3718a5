-- name: levelExtent -> one
-- Extent of a level's boundaries in force on a day, how many units, and the first and last day of which there are any.
select (select count(*)::int from facts.bare_units_on(:at::date) as unit where unit.level = :level::text) as features,
       st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north,
       span.first_day, span.last_day
from (
  select st_extent(boundary.geom) as box
  from facts.boundaries_on(:at::date) as boundary
  join facts.bare_units_on(:at::date) as unit on unit.id = boundary.unit_id and unit.level = :level::text
) as whole
cross join facts.unit_span(:level::text) as span;
