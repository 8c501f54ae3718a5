-- name: unitsDeclared -> many
-- Units of a level at a date with the declared status of each criterion of a set by number, the province that they lie in,
-- their groups, and their recognitions in force, oldest first. A look at the index a unit.
select unit.id, unit.code, unit.name, unit.level, unit.kind, boundary.id is not null as bounded, unit.parent_code,
       unit.parent_name,
       unit.province_code as province, coalesce(statuses, '{}') as statuses, coalesce(groups, '{}') as groups,
       coalesce(recognitions, '[]') as recognitions
from facts.units_on(:at::date) as unit
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
left join lateral (
  select jsonb_object_agg(criterion_no, status) as statuses
  from facts.declared_of(unit.id, :setId::text, :at::date) as latest
) as declared on true
left join lateral (
  select jsonb_object_agg(scheme, unit_group) as groups from facts.groups_of(unit.id, :at::date) as own
) as grouped on true
left join lateral (
  select jsonb_agg(jsonb_build_object('setId', set_id, 'level', level, 'decisionNo', decision_no,
                                      'decidedOn', decided_on, 'validFrom', valid_from) order by valid_from, id)
           as recognitions
  from facts.recognitions_on(:at::date) as recognition
  where recognition.unit_id = unit.id
) as recognised on true
where unit.level = :level::text and facts.within(unit, :within::text)
order by unit.code;
