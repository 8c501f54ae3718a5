-- name: sets -> many
-- Every criteria set, in the order of level, tier and first day.
select id, title_vi, title_en, level, tier, decision, valid_from, valid_to, applies_to
from criteria_set
order by array_position(array['province', 'district', 'commune'], level) desc,
         array_position(array['standard', 'advanced', 'model', 'modern'], tier), valid_from, id;

-- name: criteria -> many
-- Every criterion of every set, in the order of their numbers.
select set_id, no, name_vi, name_en, group_vi
from criterion
order by set_id, no;

-- name: unitCriteria -> many
-- Each criterion of a set with the winning revision for a unit at a date, and the first day of its unbroken run.
with winning as (
  select * from facts.declared_runs_of(:unitId::bigint, :setId::text, :at::date) as revision
),
newest as (
  select distinct on (criterion_no) *
  from winning
  order by criterion_no, valid_on desc
)
select criterion.no, criterion.name_vi, criterion.name_en, criterion.group_vi,
       newest.status, newest.valid_on as assessed_on, newest.recorded_by, newest.source, newest.id as revision,
       to_char(newest.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as recorded_at,
       (select min(run.valid_on)
        from winning as run
        where run.criterion_no = newest.criterion_no
          and run.valid_on > coalesce((select max(broken.valid_on) from winning as broken
                                       where broken.criterion_no = newest.criterion_no
                                         and broken.status <> newest.status), '-infinity')) as since
from criterion
left join newest on newest.criterion_no = criterion.no
where criterion.set_id = :setId::text
order by criterion.no;

-- name: placeOf -> one
-- Code of the province that a unit lies in at a date, and its groups.
select province_code as province,
       coalesce((select jsonb_object_agg(scheme, unit_group) from facts.groups_of(unit.id, :at::date) as own), '{}') as groups
from facts.units_on(:at::date) as unit
where id = :unitId::bigint;
