-- name: levelCounts -> many
-- How many units of each level are in force on a day.
select level, count(*)::int as units
from facts.bare_units_on(:at::date) as unit
group by level;

-- name: outlines -> many
-- Boundaries of some levels as the tiles of a zoom draw them, in whole numbers of their grid over the whole world.
select unit.level, unit.code,
       st_asgeojson(st_transscale(shape.geom, 20037508.342789244, -20037508.342789244, :unitsPerMetre::float8,
                                  -:unitsPerMetre::float8), 0) as geometry
from facts.boundaries_on(:at::date) as boundary
join facts.bare_units_on(:at::date) as unit on unit.id = boundary.unit_id and unit.level = any(:levels::text[])
cross join lateral (select facts.shape_of(boundary.id, :zoom::int) as geom) as shape
where shape.geom is not null
order by unit.level, unit.code;
