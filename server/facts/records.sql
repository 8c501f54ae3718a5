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

-- name: holdUnits -> one
-- Holds off whoever would change units, until the transaction ends.
select revision from resource_revision where resource = 'admin-units' for share;

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
  as given (n integer, set_id text, indicator_no text, region text, group_scheme text, commune_group text, year smallint,
            valid_from date, valid_to date, value double precision, value2 double precision, source text)
left join lateral (
  select id, value, value2, valid_to, source
  from threshold_setting
  where set_id = given.set_id and indicator_no = given.indicator_no and region is not distinct from given.region
    and group_scheme is not distinct from given.group_scheme
    and commune_group is not distinct from given.commune_group and year is not distinct from given.year
    and valid_from is not distinct from given.valid_from and origin = 'import'
  order by recorded_at desc, id desc
  limit 1
) as current on true;

-- name: insertThresholds -> none
-- Adds thresholds of the province as revisions.
insert into threshold_setting (set_id, indicator_no, region, group_scheme, commune_group, year, valid_from, valid_to,
                               value, value2, source, recorded_by, origin)
select set_id, indicator_no, region, group_scheme, commune_group, year, valid_from, valid_to, value, value2, source,
       :by::text, 'import'
from jsonb_to_recordset(:rows::jsonb)
  as given (set_id text, indicator_no text, region text, group_scheme text, commune_group text, year smallint,
            valid_from date, valid_to date, value double precision, value2 double precision, source text);

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
    when given.revoked_on is not null and not exists (select 1 from revocation where recognition_id = current.id)
      then 'changed'
    else 'unchanged'
  end as state
from jsonb_to_recordset(:rows::jsonb)
  as given (n integer, unit_id bigint, set_id text, level text, decision_no text, revoked_on date)
left join recognition as current
  on current.admin_unit_id = given.unit_id and current.set_id = given.set_id and current.level = given.level
 and current.decision_no = given.decision_no;

-- name: insertRecognitions -> none
-- Adds recognitions and, to those that have none, revocations; what is there stays as it was recorded.
with given as (
  select *
  from jsonb_to_recordset(:rows::jsonb)
    as given (unit_id bigint, set_id text, level text, decision_no text, decided_on date, valid_from date,
              revoked_on date, revocation_decision_no text, note text)
),
made as (
  insert into recognition (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, note, recorded_by, origin)
  select unit_id, set_id, level, decision_no, decided_on, valid_from, note, :by::text, 'import'
  from given
  on conflict (admin_unit_id, set_id, level, decision_no) do nothing
  returning id, admin_unit_id, set_id, level, decision_no, origin
),
act as (
  select * from made
  union all
  select id, admin_unit_id, set_id, level, decision_no, origin from recognition
)
insert into revocation (recognition_id, revoked_on, decision_no, recorded_by, origin)
-- of the recognition's origin: it goes with it
select act.id, given.revoked_on, given.revocation_decision_no, :by::text, act.origin
from given
join act on act.admin_unit_id = given.unit_id and act.set_id = given.set_id and act.level = given.level
  and act.decision_no = given.decision_no
where given.revoked_on is not null and not exists (select 1 from revocation where recognition_id = act.id);

-- name: compareGroups -> many
-- What each given group is beside the newest one for its unit, scheme and first day: added, changed or unchanged.
select given.n, case
    when current.id is null then 'added'
    when current.unit_group is not distinct from given.unit_group and current.valid_to is not distinct from given.valid_to
     and current.decision = given.decision then 'unchanged'
    else 'changed'
  end as state
from jsonb_to_recordset(:rows::jsonb)
  as given (n integer, unit_id bigint, scheme text, unit_group text, valid_from date, valid_to date, decision text)
left join lateral (
  select id, unit_group, valid_to, decision
  from unit_group
  where admin_unit_id = given.unit_id and scheme = given.scheme and valid_from = given.valid_from and origin = 'import'
  order by recorded_at desc, id desc
  limit 1
) as current on true;

-- name: insertGroups -> none
-- Adds groups of units as revisions.
insert into unit_group (admin_unit_id, scheme, unit_group, valid_from, valid_to, decision, recorded_by, origin, import_id)
select unit_id, scheme, unit_group, valid_from, valid_to, decision, :by::text, 'import', :importId::uuid
from jsonb_to_recordset(:rows::jsonb)
  as given (unit_id bigint, scheme text, unit_group text, valid_from date, valid_to date, decision text);
