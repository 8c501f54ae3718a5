-- name: unitStatuses -> many
-- Units of a province at a date with their groups and the declared status of every criterion, by set. Where the province was never held, all units.
with wanted as (
  select id, code, level, kind, name, parent_code, parent_name, province_code as province
  from facts.units_on(:at::date) as unit
  where level <> 'province'
    and (province_code = :province::text
         or not exists (select 1 from facts.versions() as version
                        where version.level = 'province' and version.code = :province::text))
)
select wanted.id, code, level, kind, name, parent_code, parent_name, province,
       coalesce(grouped.groups, '{}') as groups, coalesce(declared.statuses, '{}') as statuses
from wanted
left join lateral (
  select jsonb_object_agg(scheme, unit_group) as groups from facts.groups_of(wanted.id, :at::date) as own
) as grouped on true
left join lateral (
  select jsonb_object_agg(set_id, statuses) as statuses
  from (
    select criteria_set.id as set_id, jsonb_object_agg(latest.criterion_no, latest.status) as statuses
    from criteria_set
    cross join lateral facts.declared_of(wanted.id, criteria_set.id, :at::date) as latest
    group by criteria_set.id
  ) as by_set
) as declared on true
order by code;

-- name: recognitions -> many
-- Recognitions in force at a date, of any unit, oldest first.
select unit.code, recognition.set_id, recognition.level, recognition.decision_no, recognition.decided_on,
       recognition.valid_from
from facts.recognitions_on(:at::date) as recognition
join facts.bare_units_on(:at::date) as unit on unit.id = recognition.unit_id
order by recognition.valid_from, unit.code, recognition.id;
