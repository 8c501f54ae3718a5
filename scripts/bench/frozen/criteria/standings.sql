-- name: unitsDeclared -> many
-- Units of a level at a date with the declared status of each criterion of a set by number, the province that they lie in,
-- and their recognitions in force, oldest first. A look at the index a unit.
select unit.id, unit.code, unit.name, unit.level, unit.kind, boundary.id is not null as bounded,
       parent.code as parent_code, parent.name as parent_name,
       case when unit.level = 'province' then unit.code when parent.level = 'province' then parent.code
            when above_held.level = 'province' then above_held.code end as province,
       coalesce(statuses, '{}') as statuses, coalesce(recognitions, '[]') as recognitions
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above_held on above_held.id = parent.parent_id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
left join lateral (
  select jsonb_object_agg(criterion_no, status) as statuses
  from (
    select distinct on (criterion_no) criterion_no, status
    from assessment
    where set_id = :setId::text and admin_unit_id = unit.id and indicator_no is null and valid_on <= :at::date
    order by criterion_no, valid_on desc, recorded_at desc, id desc
  ) as latest
) as declared on true
left join lateral (
  select jsonb_agg(jsonb_build_object('setId', set_id, 'level', level, 'decisionNo', decision_no,
                                      'decidedOn', decided_on, 'validFrom', valid_from) order by valid_from, id)
           as recognitions
  from recognition
  where admin_unit_id = unit.id and valid_from <= :at::date and (revoked_on is null or revoked_on > :at::date)
) as recognised on true
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or parent.code = :within::text
       or above_held.code = :within::text)
order by unit.code;
