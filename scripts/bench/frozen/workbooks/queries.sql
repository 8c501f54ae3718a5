-- name: unitsOfCodes -> many
-- Every version of the units that bear some codes.
select id, code, level, kind, name, valid_from, valid_to
from admin_unit
where code = any (:codes::text[])
order by code, valid_from;

-- name: unitsWithin -> many
-- Units of a level at a date, of some kinds, inside a unit or all; by district, then name.
select unit.code, unit.name, unit.kind, parent.code as parent_code, parent.name as parent_name
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above on above.id = parent.parent_id
where unit.level = :level::text and unit.kind = any (:kinds::text[])
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or parent.code = :within::text or above.code = :within::text)
order by parent.code, unit.code;

-- name: unitName -> maybeOne
-- Name of the unit that bears a code at a date.
select name from admin_unit
where code = :code::text and level = :level::text
  and valid_from <= :at::date and (valid_to is null or valid_to > :at::date);
