-- name: unitsAt -> many
-- Units in force at a date with the unit above; narrowed by a pattern of names, code prefix or what was found otherwise, level, and a unit above.
select unit.id, unit.code, unit.name, unit.name_search, unit.level, unit.kind, unit.population, unit.parent_code, unit.parent_name,
       unit.above_code, st_x(boundary.label_point) as lng, st_y(boundary.label_point) as lat,
       st_xmin(boundary.geom) as west, st_ymin(boundary.geom) as south,
       st_xmax(boundary.geom) as east, st_ymax(boundary.geom) as north,
       st_xmin(mainland.geom) as mainland_west, st_ymin(mainland.geom) as mainland_south,
       st_xmax(mainland.geom) as mainland_east, st_ymax(mainland.geom) as mainland_north,
       boundary.area_m2
from facts.units_on(:at::date) as unit
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
left join lateral (select facts.mainland_of(boundary.geom) as geom) as mainland on true
where (:level::text is null or unit.level = :level::text)
  and (:within::text is null or :within::text in (unit.parent_code, unit.above_code))
  and (:pattern::text is null or unit.code like :codePrefix::text or unit.id = any(:ids::bigint[])
    or unit.name_search ~ :pattern::text)
order by unit.code;

-- name: formerNames -> many
-- What units were called before a date and are not at it; narrowed by a pattern or code prefix.
select id, code, name, name_search, until
from facts.former_names(:at::date) as former
where :pattern::text is null or code like :codePrefix::text or name_search ~ :pattern::text
order by id, until desc;

-- name: dissolvedUnits -> many
-- Units that at a date no longer are, all or some, with what is above them on their last day.
select id, code, level, kind, name, name_search, parent_code, parent_name, above_code, until
from facts.dissolved_by(:at::date) as unit
where :ids::bigint[] is null or id = any(:ids::bigint[]);

-- name: successorsOf -> many
-- What became of some units that at a date no longer are.
select unit_id, code, name, level, event, on_day, decision
from facts.successors_on(:ids::bigint[], :at::date) as successor
order by unit_id, level, code;
