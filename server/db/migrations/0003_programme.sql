-- What part 2 adds: thresholds that the province gives, figures for targets that count no units, second values of
-- indicators with two numbers, and the tier "modern" of 2026-2030.

alter table criteria_set drop constraint criteria_set_tier_check;
alter table criteria_set add constraint criteria_set_tier_check check (tier in ('standard', 'advanced', 'model', 'modern'));

-- The second figure of an indicator that has two.
alter table assessment add column value2 double precision;

-- Declared statuses of criteria, and figures of indicators, each found without walking over the other.
create index assessment_declared on assessment (set_id, admin_unit_id, criterion_no, valid_on desc, recorded_at desc, id desc)
  where indicator_no is null;
create index assessment_figure on assessment (set_id, admin_unit_id, indicator_no, valid_on desc, recorded_at desc, id desc)
  where indicator_no is not null;

create index recognition_of_unit on recognition (admin_unit_id);

-- Thresholds of indicators that a decision leaves to the province or whose number is not known here. Empty until given.
-- Append-only: of rows for one indicator, place and time the newest recorded_at holds; a null value takes it back.
create table threshold_setting (
  id bigint generated always as identity primary key,
  set_id text not null references criteria_set (id),
  indicator_no text not null,
  -- null is "any"
  region text,
  commune_group smallint check (commune_group between 1 and 3),
  year smallint,
  valid_from date,
  valid_to date check (valid_to > valid_from),
  value double precision,
  value2 double precision,
  -- the province's decision, or what says that the number is invented
  source text not null check (source <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  origin text not null check (origin in ('demo', 'import'))
);
create index threshold_setting_current on threshold_setting (set_id, indicator_no, recorded_at desc, id desc);

-- Figures that somebody gave for targets that count no units of the portal (income, model gardens ...). Append-only.
create table target_figure (
  id bigint generated always as identity primary key,
  target_id text not null check (target_id ~ '^T[0-9]{3}$'),
  value double precision not null,
  -- the day from which it holds in the world
  valid_on date not null,
  source text not null check (source <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  origin text not null check (origin in ('demo', 'import'))
);
create index target_figure_current on target_figure (target_id, valid_on desc, recorded_at desc, id desc);

create or replace function refuse_rewrite() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.origin = 'demo' then
    return old;
  end if;
  raise exception '% is append-only: add a revision instead', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger threshold_setting_append_only before update or delete on threshold_setting
  for each row execute function refuse_rewrite();
create trigger target_figure_append_only before update or delete on target_figure
  for each row execute function refuse_rewrite();

insert into resource_revision (resource) values ('programme');
