-- name: insertAssessments -> none
-- Invented assessments of units in force on the day that they hold from.
insert into assessment (admin_unit_id, set_id, criterion_no, indicator_no, status, value, value2, valid_on, recorded_at,
                        recorded_by, source, origin)
select unit.id, row.set_id, row.criterion_no, row.indicator_no, row.status, row.value, row.value2, row.valid_on,
       (row.recorded_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', :recordedBy, row.source, 'demo'
from jsonb_to_recordset(:rows::jsonb)
  as row (code text, set_id text, criterion_no smallint, indicator_no text, status text, value double precision,
          value2 double precision, valid_on date, recorded_on date, source text)
join lateral facts.units_on(row.valid_on) as unit on unit.code = row.code;

-- name: insertRecognitions -> none
-- Invented recognitions of units in force on the day of the decision, and what ended them.
with row as (
  select *
  from jsonb_to_recordset(:rows::jsonb)
    as row (code text, set_id text, level text, decision_no text, decided_on date, valid_from date, revoked_on date,
            note text)
),
made as (
  insert into recognition (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, note, recorded_at,
                           recorded_by, origin)
  select unit.id, row.set_id, row.level, row.decision_no, row.decided_on, row.valid_from, row.note,
         (row.decided_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', :recordedBy::text, 'demo'
  from row
  join lateral facts.units_on(row.decided_on) as unit on unit.code = row.code
  returning id, admin_unit_id, set_id, level, decision_no
)
insert into revocation (recognition_id, revoked_on, recorded_at, recorded_by, origin)
select made.id, row.revoked_on, (row.revoked_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', :recordedBy::text,
       'demo'
from row
join lateral facts.units_on(row.decided_on) as unit on unit.code = row.code
join made on made.admin_unit_id = unit.id and made.set_id = row.set_id and made.level = row.level
  and made.decision_no = row.decision_no
where row.revoked_on is not null;

-- name: insertThresholds -> none
-- Invented thresholds where the decision leaves them to the province or they are not known here.
insert into threshold_setting (set_id, indicator_no, region, year, valid_from, valid_to, value, value2, source,
                               recorded_by, origin)
select row.set_id, row.indicator_no, row.region, row.year, row.valid_from, row.valid_to, row.value, row.value2, row.source,
       :recordedBy, 'demo'
from jsonb_to_recordset(:rows::jsonb)
  as row (set_id text, indicator_no text, region text, year smallint, valid_from date, valid_to date,
          value double precision, value2 double precision, source text);

-- name: insertFigures -> none
-- Invented figures for targets that count no units.
insert into target_figure (target_id, value, valid_on, source, recorded_at, recorded_by, origin)
select row.target_id, row.value, row.valid_on, row.source,
       (row.recorded_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', :recordedBy, 'demo'
from jsonb_to_recordset(:rows::jsonb)
  as row (target_id text, value double precision, valid_on date, recorded_on date, source text);

-- name: insertDisbursements -> none
-- Invented payments to units in force on the day to which they are counted.
insert into disbursement (admin_unit_id, year, resource_id, amount_million_vnd, valid_on, source, recorded_at,
                          recorded_by, origin)
select unit.id, row.year, row.resource_id, row.amount_million_vnd, row.valid_on, row.source,
       (row.recorded_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', :recordedBy, 'demo'
from jsonb_to_recordset(:rows::jsonb)
  as row (code text, year smallint, resource_id text, amount_million_vnd double precision, valid_on date,
          recorded_on date, source text)
join lateral facts.units_on(row.valid_on) as unit on unit.code = row.code;

-- name: deleteDisbursements -> none
-- Takes the invented payments out.
delete from disbursement where origin = 'demo';

-- name: deleteThresholds -> none
-- Takes the invented thresholds out.
delete from threshold_setting where origin = 'demo';

-- name: deleteFigures -> none
-- Takes the invented figures of targets out.
delete from target_figure where origin = 'demo';

-- name: deleteAssessments -> none
-- Takes the invented assessments out.
delete from assessment where origin = 'demo';

-- name: deleteRecognitions -> none
-- Takes the invented recognitions out.
delete from recognition where origin = 'demo';

-- name: deleteBoundaries -> none
-- Takes the invented boundaries out, with what was computed from them.
delete from boundary where origin = 'demo';

-- name: deleteUnits -> none
-- Takes out the demo's units that nothing real hangs on, lowest level first; run it once a level.
delete from admin_unit as unit
where unit.origin = 'demo' and unit.level = :level
  and not exists (select 1 from boundary where admin_unit_id = unit.id)
  and not exists (select 1 from assessment where admin_unit_id = unit.id)
  and not exists (select 1 from recognition where admin_unit_id = unit.id)
  and not exists (select 1 from disbursement where admin_unit_id = unit.id)
  and not exists (select 1 from unit_group where admin_unit_id = unit.id)
  and not exists (select 1 from unit_version as child where child.parent_id = unit.id);

-- name: keepUnits -> none
-- What is left of the demo's units carries real data and is the demo's no more.
update admin_unit set origin = 'import' where origin = 'demo';

-- name: deleteLineage -> none
-- Takes out what invented units are said to have become.
delete from admin_unit_lineage where import_id in (select id from import_batch where collection = 'demo');

-- name: deleteGroups -> none
-- Takes out the groups that invented lists put units into.
delete from unit_group where origin = 'demo';

-- name: insertGroups -> none
-- Invented groups of units in force on the day from which they hold.
insert into unit_group (admin_unit_id, scheme, unit_group, valid_from, decision, recorded_at, recorded_by, origin)
select unit.id, row.scheme, row.unit_group, row.valid_from, row.decision,
       (row.recorded_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', :recordedBy, 'demo'
from jsonb_to_recordset(:rows::jsonb)
  as row (code text, scheme text, unit_group text, valid_from date, decision text, recorded_on date)
join lateral facts.units_on(row.valid_from) as unit on unit.code = row.code;

-- name: openChange -> none
-- Records a day on which invented units become others, so that it can be taken back as an import of boundaries can.
insert into import_batch (id, collection, file_name, file_sha256, imported_by, state, finished_at)
values (:id::uuid, 'demo', :fileName, '', :recordedBy, 'imported', clock_timestamp());

-- name: settleChanges -> none
-- Says that all of the invented days are told: from now on they give way to whatever real comes.
update import_batch set undoable = true where collection = 'demo' and undone_at is null;

-- name: changes -> many
-- The days of the invented province that give way to real boundaries, the last one first.
select id from import_batch where id = any(array facts.invented_changes()) order by finished_at desc;

-- name: deleteLater -> one
-- Takes out what is invented of the days after the one at which the demo stands where it does not live on; what was revoked
-- on them is not.
with until as (
  select (value ->> 'referenceDate')::date as day from portal_setting where name = 'demo'
), assessed as (
  delete from assessment using until where origin = 'demo' and valid_on > until.day
), recognised as (
  delete from recognition using until where origin = 'demo' and decided_on > until.day
), revoked as (
  delete from revocation using until where origin = 'demo' and revoked_on > until.day
), grouped as (
  delete from unit_group using until where origin = 'demo' and valid_from > until.day
), counted as (
  delete from target_figure using until where origin = 'demo' and valid_on > until.day
), paid as (
  delete from disbursement using until where origin = 'demo' and valid_on > until.day
)
select true as done;

-- name: deleteMade -> none
-- Takes out the units that an invented day made, lowest level first; run it once a level.
delete from admin_unit where import_id = :id::uuid and origin = 'demo' and level = :level;

-- name: endStory -> none
-- Says that the invented province lives on no longer than the day at which it stands.
update portal_setting set value = value - 'lastDate', updated_at = now() where name = 'demo';

-- name: moveRevisions -> none
-- Says that everything that the demo touches changed.
update resource_revision set revision = revision + 1, updated_at = now();
