-- name: unitCriteria -> many
-- Each criterion of a set with the winning revision for a unit at a date, and the first day of its unbroken run.
with winning as (
  select distinct on (criterion_no, valid_on) criterion_no, valid_on, status, recorded_at, recorded_by, source, id
  from assessment
  where set_id = :setId::text and admin_unit_id = :unitId::bigint and indicator_no is null and valid_on <= :at::date
  order by criterion_no, valid_on, recorded_at desc, id desc
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

-- name: provinceOf -> maybeOne
-- Code of the province that a unit lies in at a date.
with recursive above as (
  select id, code, level, parent_id, 1 as step from admin_unit where id = :unitId::bigint
  union all
  select parent.id, parent.code, parent.level, parent.parent_id, above.step + 1
  from above
  join admin_unit as held on held.id = above.parent_id
  join admin_unit as parent on parent.code = held.code and parent.level = held.level
    and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
  where above.step < 4
)
select code from above where level = 'province';
