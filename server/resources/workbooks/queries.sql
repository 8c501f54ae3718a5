-- name: unitsWithin -> many
-- Units of a level at a date, of some kinds, inside a unit or all; by district, then name.
select unit.code, unit.name, unit.kind, unit.parent_code, unit.parent_name
from facts.units_on(:at::date) as unit
where unit.level = :level::text and unit.kind = any (:kinds::text[]) and facts.within(unit, :within::text)
order by unit.parent_code, unit.code;

-- name: unitName -> maybeOne
-- Name of the unit that bears a code at a date.
select name from facts.bare_units_on(:at::date) as unit
where code = :code::text and level = :level::text;
