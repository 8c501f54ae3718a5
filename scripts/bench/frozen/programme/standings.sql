-- name: unitStatuses -> many
-- Units of a province at a date with the declared status of every criterion, by set. Where the province was never held, all units.
with recursive unit as (
  select id, code, level, kind, name, parent_id
  from admin_unit
  where valid_from <= :at::date and (valid_to is null or valid_to > :at::date)
),
province as (
  select code from unit where level = 'province' and code = :province::text
),
inside as (
  select unit.*, null::text as parent_code, null::text as parent_name
  from unit
  where unit.code in (select code from province) and unit.level = 'province'
  union all
  select unit.*, inside.code, inside.name
  from unit
  join admin_unit as held on held.id = unit.parent_id
  join inside on inside.code = held.code and inside.level = held.level
),
wanted as (
  select id, code, level, kind, name, parent_code, parent_name from inside where level <> 'province'
  union all
  select id, code, level, kind, name, null, null
  from unit
  where level <> 'province'
    and not exists (select 1 from admin_unit where level = 'province' and code = :province::text)
),
latest as (
  select distinct on (set_id, admin_unit_id, criterion_no) set_id, admin_unit_id, criterion_no, status
  from assessment
  where indicator_no is null and valid_on <= :at::date and admin_unit_id in (select id from wanted)
  order by set_id, admin_unit_id, criterion_no, valid_on desc, recorded_at desc, id desc
),
by_set as (
  select admin_unit_id, set_id, jsonb_object_agg(criterion_no, status) as statuses
  from latest
  group by admin_unit_id, set_id
),
by_unit as (
  select admin_unit_id, jsonb_object_agg(set_id, statuses) as statuses
  from by_set
  group by admin_unit_id
)
select wanted.id, code, level, kind, name, parent_code, parent_name, coalesce(statuses, '{}') as statuses
from wanted
left join by_unit on by_unit.admin_unit_id = wanted.id
order by code;

-- name: recognitions -> many
-- Recognitions in force at a date, of any unit, oldest first.
select unit.code, recognition.set_id, recognition.level, recognition.decision_no, recognition.decided_on,
       recognition.valid_from
from recognition
join admin_unit as unit on unit.id = recognition.admin_unit_id
where recognition.valid_from <= :at::date and (recognition.revoked_on is null or recognition.revoked_on > :at::date)
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
order by recognition.valid_from, unit.code, recognition.id;
