-- Which group a unit is in, by a scheme of data/admin-units/schemes.ts. Append-only: of rows for one unit, scheme and first
-- day the newest recorded holds; of days the newest up to the one asked for, until its own end. Null is no group.
create table unit_group (
  id bigint generated always as identity primary key,
  admin_unit_id bigint not null references admin_unit (id),
  scheme text not null check (scheme <> ''),
  unit_group text check (unit_group <> ''),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  -- the decision that says so
  decision text not null check (decision <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  origin text not null check (origin in ('demo', 'import')),
  import_id uuid references import_batch (id)
);
create index unit_group_current on unit_group (admin_unit_id, scheme, valid_from desc, recorded_at desc, id desc);
create trigger unit_group_append_only before update or delete on unit_group
  for each row execute function refuse_rewrite();

-- A threshold is for a group of a named scheme. The groups 1, 2, 3 of before are those of 2026-2030.
alter table threshold_setting add column group_scheme text;
alter table threshold_setting drop constraint threshold_setting_commune_group_check;
alter table threshold_setting alter column commune_group type text using commune_group::text;
alter table threshold_setting disable trigger threshold_setting_append_only;
update threshold_setting set group_scheme = 'nhom-2026' where commune_group is not null;
alter table threshold_setting enable trigger threshold_setting_append_only;
alter table threshold_setting
  add constraint threshold_setting_group check ((group_scheme is null) = (commune_group is null));
