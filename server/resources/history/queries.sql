-- name: revisionsOf -> many
-- Every recording of a unit under a set up to a date, as far as it was known on a day (Vietnam's calendar; null: all of it).
select id as revision, criterion_no, indicator_no, status, value, value2, valid_on, recorded_by,
       recorder_verified as verified, source,
       to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as recorded_at,
       lead(id) over (partition by criterion_no, indicator_no, valid_on order by recorded_at, id) as replaced_by
from facts.revisions_of(:unitId::bigint, :setId::text, :at::date, :knownOn::date) as revision
order by criterion_no, string_to_array(indicator_no, '.')::int[] nulls first, valid_on, recorded_at, id;

-- name: recognitionsOf -> many
-- Recognitions of a unit under a set by a date, as far as they were known on a day; an end shows only from its own day on.
select set_id, level, decision_no, decided_on, valid_from, note, recorded_by, revoked_on, revocation_decision_no,
       to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as recorded_at
from facts.recognitions_known(:at::date, :knownOn::date) as recognition
where unit_id = :unitId::bigint and set_id = :setId::text
order by valid_from, decision_no;

-- name: unitsBetween -> many
-- Units to which a set applies at a date: whether they were there on an earlier one, criteria met on both, which were
-- gained and lost, recognitions given and ended between. One walk over the index a unit.
select unit.code, unit.name, unit.parent_code, unit.parent_name, earlier.id is not null as comparable,
       coalesce(met_before, 0) as met_before, coalesce(met_after, 0) as met_after,
       coalesce(assessed_before, 0) as assessed_before, coalesce(assessed_after, 0) as assessed_after,
       coalesce(gained, '{}') as gained, coalesce(lost, '{}') as lost,
       coalesce(recognised, '[]') as recognised, coalesce(revoked, '[]') as revoked
from facts.units_on(:at::date) as unit
left join facts.units_on(:from::date) as earlier on earlier.id = unit.id
left join lateral (
  select (count(*) filter (where before = 'met'))::int as met_before,
         (count(*) filter (where after = 'met'))::int as met_after,
         (count(*) filter (where before <> 'notAssessed'))::int as assessed_before,
         (count(*) filter (where after <> 'notAssessed'))::int as assessed_after,
         array_agg(criterion_no::int order by criterion_no)
           filter (where after = 'met' and before is distinct from 'met') as gained,
         array_agg(criterion_no::int order by criterion_no)
           filter (where before = 'met' and after is distinct from 'met') as lost
  from facts.declared_twice_of(unit.id, :setId::text, :from::date, :at::date) as own
) as criteria on true
left join lateral (
  select jsonb_agg(told order by on_day, recognition_no) filter (where act = 'recognised') as recognised,
         jsonb_agg(told order by on_day, recognition_no) filter (where act = 'revoked') as revoked
  from facts.acts_between(:from::date, :at::date) as done,
       lateral jsonb_build_object('level', level, 'decisionNo', decision_no, 'on', on_day) as told
  where done.unit_id = unit.id and done.set_id = :setId::text
) as acts on true
where unit.level = :level::text and unit.kind = any (:appliesTo::text[]) and facts.within(unit, :within::text)
order by unit.code;
