-- name: sharesUntil -> many
-- What of units went to others up to a day, with the day before each change.
select edge.day, edge.day - 1 as eve, edge.before, edge.since, edge.share from facts.shares_between('-infinity', :until::date) as edge;

-- name: unitsOn -> many
-- Units of a level on a day with what figures of theirs are shared out by, and whether they lie in a unit.
select unit.id, unit.code, unit.kind, unit.name, unit.population,
       coalesce(unit.listed_area_km2, boundary.area_m2 / 1e6) as area_km2, boundary.id is not null as bounded,
       (facts.within(unit, :within::text)) as inside
from facts.units_on(:day::date) as unit
left join facts.boundaries_on(:day::date) as boundary on boundary.unit_id = unit.id
where unit.level = :level::text
order by unit.code;

-- name: madeOfOthers -> many
-- Units of a level on a day that were made of others, with the last day of those.
select code, first_day - 1 as eve from facts.begun_of_others(:at::date) as begun where level = :level::text order by code;

-- name: paidUnits -> many
-- What was paid until a day to each unit of a level that was ever paid, with the unit's first day.
select paid.unit_id as id, sum(paid.amount_million_vnd) as amount,
       (select min(version.valid_from) from facts.versions() as version where version.id = paid.unit_id) as since
from facts.paid_by(:at::date) as paid
where exists (select from facts.versions() as version where version.id = paid.unit_id and version.level = :level::text)
group by paid.unit_id;
