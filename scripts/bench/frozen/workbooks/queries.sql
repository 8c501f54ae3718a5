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

-- name: compareAssessments -> many
-- What each given assessment is beside the newest revision for its day: added, changed or unchanged. Invented ones count for nothing.
select given.n, case
    when current.id is null then 'added'
    when current.status = given.status and current.value is not distinct from given.value
     and current.value2 is not distinct from given.value2 and current.source = given.source then 'unchanged'
    else 'changed'
  end as state
from jsonb_to_recordset(:rows::jsonb)
  as given (n integer, unit_id bigint, set_id text, criterion_no smallint, indicator_no text, status text,
            value double precision, value2 double precision, valid_on date, source text)
left join lateral (
  select id, status, value, value2, source
  from assessment
  where admin_unit_id = given.unit_id and set_id = given.set_id and criterion_no = given.criterion_no
    and indicator_no is not distinct from given.indicator_no and valid_on = given.valid_on and origin = 'import'
  order by recorded_at desc, id desc
  limit 1
) as current on true;

-- name: insertAssessments -> none
-- Adds assessments as revisions.
insert into assessment (admin_unit_id, set_id, criterion_no, indicator_no, status, value, value2, valid_on,
                        recorded_by, source, origin, import_id)
select unit_id, set_id, criterion_no, indicator_no, status, value, value2, valid_on, :by::text, source, 'import',
       :importId::uuid
from jsonb_to_recordset(:rows::jsonb)
  as given (unit_id bigint, set_id text, criterion_no smallint, indicator_no text, status text,
            value double precision, value2 double precision, valid_on date, source text);

-- name: moveRevisions -> none
-- Says that resources changed.
update resource_revision set revision = revision + 1, updated_at = now() where resource = any (:resources::text[]);

-- name: compareTargetFigures -> many
-- What each given figure of a target is beside the newest one for its day: added, changed or unchanged.
select given.n, case
    when current.id is null then 'added'
    when current.value = given.value and current.source = given.source then 'unchanged'
    else 'changed'
  end as state
from jsonb_to_recordset(:rows::jsonb)
  as given (n integer, target_id text, value double precision, valid_on date, source text)
left join lateral (
  select id, value, source
  from target_figure
  where target_id = given.target_id and valid_on = given.valid_on and origin = 'import'
  order by recorded_at desc, id desc
  limit 1
) as current on true;

-- name: insertTargetFigures -> none
-- Adds figures of targets as revisions.
insert into target_figure (target_id, value, valid_on, source, recorded_by, origin)
select target_id, value, valid_on, source, :by::text, 'import'
from jsonb_to_recordset(:rows::jsonb)
  as given (target_id text, value double precision, valid_on date, source text);

-- name: compareThresholds -> many
-- What each given threshold is beside the newest one for its place and time: added, changed or unchanged.
select given.n, case
    when current.id is null then 'added'
    when current.value is not distinct from given.value and current.value2 is not distinct from given.value2
     and current.valid_to is not distinct from given.valid_to and current.source = given.source then 'unchanged'
    else 'changed'
  end as state
from jsonb_to_recordset(:rows::jsonb)
  as given (n integer, set_id text, indicator_no text, region text, commune_group smallint, year smallint,
            valid_from date, valid_to date, value double precision, value2 double precision, source text)
left join lateral (
  select id, value, value2, valid_to, source
  from threshold_setting
  where set_id = given.set_id and indicator_no = given.indicator_no and region is not distinct from given.region
    and commune_group is not distinct from given.commune_group and year is not distinct from given.year
    and valid_from is not distinct from given.valid_from and origin = 'import'
  order by recorded_at desc, id desc
  limit 1
) as current on true;

-- name: insertThresholds -> none
-- Adds thresholds of the province as revisions.
insert into threshold_setting (set_id, indicator_no, region, commune_group, year, valid_from, valid_to, value, value2,
                               source, recorded_by, origin)
select set_id, indicator_no, region, commune_group, year, valid_from, valid_to, value, value2, source, :by::text,
       'import'
from jsonb_to_recordset(:rows::jsonb)
  as given (set_id text, indicator_no text, region text, commune_group smallint, year smallint, valid_from date,
            valid_to date, value double precision, value2 double precision, source text);

-- name: compareDisbursements -> many
-- What each given payment is beside the newest one for its unit, year, source and day: added, changed or unchanged.
select given.n, case
    when current.id is null then 'added'
    when current.amount_million_vnd = given.amount_million_vnd and current.source = given.source then 'unchanged'
    else 'changed'
  end as state
from jsonb_to_recordset(:rows::jsonb)
  as given (n integer, unit_id bigint, year smallint, resource_id text, amount_million_vnd double precision,
            valid_on date, source text)
left join lateral (
  select id, amount_million_vnd, source
  from disbursement
  where admin_unit_id = given.unit_id and year = given.year and resource_id = given.resource_id
    and valid_on = given.valid_on and origin = 'import'
  order by recorded_at desc, id desc
  limit 1
) as current on true;

-- name: insertDisbursements -> none
-- Adds payments as revisions.
insert into disbursement (admin_unit_id, year, resource_id, amount_million_vnd, valid_on, source, recorded_by, origin,
                          import_id)
select unit_id, year, resource_id, amount_million_vnd, valid_on, source, :by::text, 'import', :importId::uuid
from jsonb_to_recordset(:rows::jsonb)
  as given (unit_id bigint, year smallint, resource_id text, amount_million_vnd double precision, valid_on date,
            source text);

-- name: compareRecognitions -> many
-- What each given recognition is beside the one of the same decision: added, changed (a revocation is new) or unchanged.
select given.n, case
    when current.id is null then 'added'
    when current.revoked_on is null and given.revoked_on is not null then 'changed'
    else 'unchanged'
  end as state
from jsonb_to_recordset(:rows::jsonb)
  as given (n integer, unit_id bigint, set_id text, level text, decision_no text, revoked_on date)
left join recognition as current
  on current.admin_unit_id = given.unit_id and current.set_id = given.set_id and current.level = given.level
 and current.decision_no = given.decision_no;

-- name: insertRecognitions -> none
-- Adds recognitions; one that is there gets its revocation, and only where it has none.
insert into recognition as held (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, revoked_on,
                                 revocation_decision_no, note, recorded_by, origin)
select unit_id, set_id, level, decision_no, decided_on, valid_from, revoked_on, revocation_decision_no, note, :by::text,
       'import'
from jsonb_to_recordset(:rows::jsonb)
  as given (unit_id bigint, set_id text, level text, decision_no text, decided_on date, valid_from date,
            revoked_on date, revocation_decision_no text, note text)
on conflict (admin_unit_id, set_id, level, decision_no)
  do update set revoked_on = excluded.revoked_on, revocation_decision_no = excluded.revocation_decision_no
  where held.revoked_on is null;
