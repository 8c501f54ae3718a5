-- Money paid out of the programme: in one year, from one source, to one unit, as counted up to a day of which the
-- province said so. Append-only: of rows for one unit, year and source the newest day holds, then the newest recorded.
create table disbursement (
  id bigint generated always as identity primary key,
  admin_unit_id bigint not null references admin_unit (id),
  year smallint not null check (year between 2000 and 2100),
  -- id of a source in data/programme/resources.csv that has no parts
  resource_id text not null,
  amount_million_vnd double precision not null check (amount_million_vnd >= 0),
  -- the day up to which the year's payments are counted
  valid_on date not null,
  source text not null check (source <> ''),
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  origin text not null check (origin in ('demo', 'import')),
  import_id uuid references import_batch (id)
);
create index disbursement_current
  on disbursement (admin_unit_id, year, resource_id, valid_on desc, recorded_at desc, id desc);
create trigger disbursement_append_only before update or delete on disbursement
  for each row execute function refuse_rewrite();
