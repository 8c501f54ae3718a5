-- name: assessmentDates -> many
-- Days from which assessments of each set hold, oldest first.
select distinct set_id, valid_on::text as day
from assessment
where indicator_no is null
order by set_id, day;

-- name: unitCounts -> many
-- Units of a level at a date: whether a set is for them, whether they have a boundary, criteria met and decided.
-- A look at the index a unit: the same plan with and without statistics, for one district and for the country.
select unit.code, unit.kind = any (:appliesTo::text[]) as applicable, boundary.id is not null as bounded,
       met, not_met, exempt
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above_held on above_held.id = parent.parent_id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
left join lateral (
  select (count(*) filter (where status = 'met'))::int as met,
         (count(*) filter (where status = 'notMet'))::int as not_met,
         (count(*) filter (where status = 'notApplicable'))::int as exempt
  from (
    select distinct on (criterion_no) status
    from assessment
    where set_id = :setId::text and admin_unit_id = unit.id and indicator_no is null and valid_on <= :at::date
    order by criterion_no, valid_on desc, recorded_at desc, id desc
  ) as latest
) as counted on true
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or parent.code = :within::text
       or above_held.code = :within::text)
order by unit.code;

-- name: unitStatuses -> many
-- Units of a level at a date, as unitCounts, for one criterion: a look at the index a unit.
select unit.code, unit.kind = any (:appliesTo::text[]) as applicable, boundary.id is not null as bounded,
       (current.status = 'met')::int as met, (current.status = 'notMet')::int as not_met,
       (current.status = 'notApplicable')::int as exempt
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above_held on above_held.id = parent.parent_id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
left join lateral (
  select status
  from assessment
  where set_id = :setId::text and admin_unit_id = unit.id and criterion_no = :criterionNo::smallint
    and indicator_no is null and valid_on <= :at::date
  order by valid_on desc, recorded_at desc, id desc
  limit 1
) as current on true
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or parent.code = :within::text
       or above_held.code = :within::text)
order by unit.code;

-- name: shareCounts -> many
-- Units of a level at a date: how many units below a set is for, how many of them are wholly assessed and meet all.
with member as (
  select parent.id as parent_id, grand.id as grand_id,
         decided >= :total::int as assessed, decided >= :total::int and not_met = 0 as meeting
  from admin_unit as unit
  join admin_unit as held on held.id = unit.parent_id
  join admin_unit as parent on parent.code = held.code and parent.level = held.level
    and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
  left join admin_unit as grand_held on grand_held.id = parent.parent_id
  left join admin_unit as grand on grand.code = grand_held.code and grand.level = grand_held.level
    and grand.valid_from <= :at::date and (grand.valid_to is null or grand.valid_to > :at::date)
  cross join lateral (
    select count(*) filter (where status <> 'notAssessed') as decided,
           count(*) filter (where status = 'notMet') as not_met
    from (
      select distinct on (criterion_no) status
      from assessment
      where set_id = :setId::text and admin_unit_id = unit.id and indicator_no is null and valid_on <= :at::date
      order by criterion_no, valid_on desc, recorded_at desc, id desc
    ) as latest
  ) as counted
  where unit.level = :memberLevel::text and unit.kind = any (:appliesTo::text[])
    and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
),
grouped as (
  select id, count(*)::int as members, (count(*) filter (where assessed))::int as assessed,
         (count(*) filter (where meeting))::int as meeting
  from member, lateral (values (parent_id), (grand_id)) as unit_above (id)
  where id is not null
  group by id
)
select unit.code, boundary.id is not null as bounded, coalesce(members, 0) as members,
       coalesce(assessed, 0) as assessed, coalesce(meeting, 0) as meeting
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join grouped on grouped.id = unit.id
left join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
  and boundary.valid_from <= :at::date and (boundary.valid_to is null or boundary.valid_to > :at::date)
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or held.code = :within::text)
order by unit.code;
