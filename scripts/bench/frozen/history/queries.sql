-- name: revisionsOf -> many
-- Every recording of a unit under a set up to a date, as far as it was known on a day (Vietnam's calendar; null: all of it).
select id as revision, criterion_no, indicator_no, status, value, value2, valid_on, recorded_by,
       recorder_verified as verified, source,
       to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as recorded_at,
       lead(id) over (partition by criterion_no, indicator_no, valid_on order by recorded_at, id) as replaced_by
from assessment
where set_id = :setId::text and admin_unit_id = :unitId::bigint and valid_on <= :at::date
  and (:knownOn::date is null or (recorded_at at time zone 'UTC' + interval '7 hours')::date <= :knownOn::date)
order by criterion_no, string_to_array(indicator_no, '.')::int[] nulls first, valid_on, recorded_at, id;

-- name: recognitionsOf -> many
-- Recognitions of a unit under a set by a date, as far as they were known on a day; an end shows only from its own day on.
select set_id, level, decision_no, decided_on, valid_from, note, recorded_by,
       case when revoked_on <= least(:at::date, :knownOn::date) then revoked_on end as revoked_on,
       case when revoked_on <= least(:at::date, :knownOn::date) then revocation_decision_no end as revocation_decision_no,
       to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as recorded_at
from recognition
where admin_unit_id = :unitId::bigint and set_id = :setId::text and valid_from <= :at::date
  and (:knownOn::date is null or (recorded_at at time zone 'UTC' + interval '7 hours')::date <= :knownOn::date)
order by valid_from, decision_no;

-- name: unitsBetween -> many
-- Units to which a set applies at a date: whether they were there on an earlier one, criteria met on both, which were
-- gained and lost, recognitions given and ended between. One walk over the index a unit.
select unit.code, unit.name, parent.code as parent_code, parent.name as parent_name,
       unit.valid_from <= :from::date as comparable,
       coalesce(met_before, 0) as met_before, coalesce(met_after, 0) as met_after,
       coalesce(gained, '{}') as gained, coalesce(lost, '{}') as lost,
       coalesce(recognised, '[]') as recognised, coalesce(revoked, '[]') as revoked
from admin_unit as unit
left join admin_unit as held on held.id = unit.parent_id
left join admin_unit as parent on parent.code = held.code and parent.level = held.level
  and parent.valid_from <= :at::date and (parent.valid_to is null or parent.valid_to > :at::date)
left join admin_unit as above_held on above_held.id = parent.parent_id
left join lateral (
  select (count(*) filter (where before = 'met'))::int as met_before,
         (count(*) filter (where after = 'met'))::int as met_after,
         array_agg(criterion_no::int order by criterion_no)
           filter (where after = 'met' and before is distinct from 'met') as gained,
         array_agg(criterion_no::int order by criterion_no)
           filter (where before = 'met' and after is distinct from 'met') as lost
  from (
    select criterion_no,
           (array_agg(status order by valid_on desc, recorded_at desc, id desc)
             filter (where valid_on <= :from::date))[1] as before,
           (array_agg(status order by valid_on desc, recorded_at desc, id desc))[1] as after
    from assessment
    where set_id = :setId::text and admin_unit_id = unit.id and indicator_no is null and valid_on <= :at::date
    group by criterion_no
  ) as own
) as criteria on true
left join lateral (
  select jsonb_agg(jsonb_build_object('level', level, 'decisionNo', decision_no, 'on', valid_from)
           order by valid_from, decision_no) filter (where valid_from > :from::date) as recognised,
         jsonb_agg(jsonb_build_object('level', level, 'decisionNo', revocation_decision_no, 'on', revoked_on)
           order by revoked_on, decision_no) filter (where revoked_on > :from::date and revoked_on <= :at::date) as revoked
  from recognition
  where admin_unit_id = unit.id and set_id = :setId::text and valid_from <= :at::date
) as acts on true
where unit.level = :level::text and unit.kind = any (:appliesTo::text[])
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and (:within::text is null or unit.code = :within::text or parent.code = :within::text
       or above_held.code = :within::text)
order by unit.code;
