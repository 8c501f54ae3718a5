-- name: sharesBehind -> many
-- What went over to some units after one day and up to another, and to those that they came from.
select edge.day, edge.before, edge.since, edge.share
from facts.shares_behind(:ids::bigint[], :earlier::date, :later::date) as edge;

-- name: communesThen -> many
-- Those of some units that were communes on a day, with how much ground each had, the district and its province.
select unit.id, coalesce(unit.listed_area_km2, boundary.area_m2 / 1e6) as area_km2,
       case when unit.parent_level = 'district' then unit.parent_code end as code, unit.parent_name as name,
       unit.above_code as province_code, unit.above_name as province_name
from facts.units_on(:day::date) as unit
left join facts.boundaries_on(:day::date) as boundary on boundary.unit_id = unit.id
where unit.id = any(:ids::bigint[]) and unit.level = 'commune';
