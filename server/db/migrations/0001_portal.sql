-- The portal's data model of part 1. Forward only: later changes are new files.
-- Times: valid_from/valid_to is the world's time (valid_to is the first day on which it no longer holds);
-- recorded_at/superseded_at is the portal's time. Nothing recorded is overwritten.
create extension if not exists postgis;

-- Facts about this database: whether the demo is loaded, who loaded it.
create table portal_setting (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- One row a resource; moves with every change, and every ETag carries it.
create table resource_revision (
  resource text primary key,
  revision bigint not null default 1,
  updated_at timestamptz not null default now()
);
insert into resource_revision (resource) values ('admin-units'), ('criteria'), ('assessments'), ('recognitions');

create table admin_unit (
  id bigint generated always as identity primary key,
  code text not null check (code ~ '^[0-9]{1,5}$'),
  level text not null check (level in ('province', 'district', 'commune')),
  kind text not null check (kind in ('province', 'municipality', 'district', 'urbanDistrict', 'town', 'city',
                                     'commune', 'ward', 'township', 'specialZone')),
  name text not null check (name <> ''),
  name_en text,
  -- lower case without diacritics, đ as d: what a search compares
  name_search text not null,
  parent_id bigint references admin_unit (id),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  listed_area_km2 double precision,
  population integer,
  population_year integer,
  source text not null,
  origin text not null check (origin in ('demo', 'import')),
  recorded_at timestamptz not null default now(),
  -- official codes are reused, so a unit is its code and its first day
  unique (code, valid_from)
);
create index admin_unit_parent on admin_unit (parent_id);
create index admin_unit_level on admin_unit (level, code);

-- What became of units: merged, split, renamed ...
create table admin_unit_lineage (
  predecessor_id bigint not null references admin_unit (id) on delete cascade,
  successor_id bigint not null references admin_unit (id) on delete cascade,
  event text not null check (event in ('merge', 'split', 'transfer', 'rename', 'reclassify', 'abolishTier')),
  happened_on date not null,
  -- part of the predecessor's area that went to the successor, 0 to 1; null where not known
  share double precision check (share > 0 and share <= 1),
  decision text,
  primary key (predecessor_id, successor_id, event)
);

create table import_batch (
  id uuid primary key,
  collection text not null,
  file_name text not null,
  file_sha256 text not null,
  imported_by text not null,
  state text not null check (state in ('running', 'imported', 'unchanged', 'refused', 'cancelled', 'failed')),
  report jsonb,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);

-- A version of a unit's boundary. Live rows have superseded_at null.
create table boundary (
  id bigint generated always as identity primary key,
  admin_unit_id bigint not null references admin_unit (id) on delete cascade,
  geom geometry(MultiPolygon, 4326) not null,
  label_point geometry(Point, 4326) not null,
  area_m2 double precision not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  lineage text not null,
  origin text not null check (origin in ('demo', 'import')),
  import_id uuid references import_batch (id)
);
create unique index boundary_live on boundary (admin_unit_id, valid_from) where superseded_at is null;
create index boundary_geom on boundary using gist (geom);

-- The boundary generalised along shared edges, for tiles: web mercator (EPSG:3857), shown from zoom min_zoom on.
create table boundary_shape (
  boundary_id bigint not null references boundary (id) on delete cascade,
  min_zoom smallint not null check (min_zoom between 0 and 22),
  geom geometry(MultiPolygon, 3857) not null,
  primary key (boundary_id, min_zoom)
);
create index boundary_shape_geom on boundary_shape using gist (geom);

-- Units that share an edge, computed from boundaries; both directions are stored.
create table boundary_neighbour (
  boundary_id bigint not null references boundary (id) on delete cascade,
  neighbour_id bigint not null references boundary (id) on delete cascade,
  shared_m double precision not null check (shared_m > 0),
  bearing_degrees double precision not null check (bearing_degrees >= 0 and bearing_degrees < 360),
  primary key (boundary_id, neighbour_id)
);

create table criteria_set (
  id text primary key,
  title_vi text not null,
  title_en text not null,
  level text not null check (level in ('province', 'district', 'commune')),
  tier text not null check (tier in ('standard', 'advanced', 'model')),
  decision text not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  -- kinds of unit to which the set applies
  applies_to text[] not null
);

create table criterion (
  set_id text not null references criteria_set (id),
  no smallint not null check (no > 0),
  name_vi text not null,
  name_en text not null,
  group_vi text,
  primary key (set_id, no)
);

-- Append-only: a correction is a new revision. The newest recorded_at wins among rows of one valid_on.
create table assessment (
  id bigint generated always as identity primary key,
  admin_unit_id bigint not null references admin_unit (id),
  set_id text not null,
  criterion_no smallint not null,
  indicator_no text,
  status text not null check (status in ('met', 'notMet', 'notAssessed', 'notApplicable')),
  value double precision,
  -- the day from which it holds in the world
  valid_on date not null,
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  recorder_verified boolean not null default false,
  source text not null,
  origin text not null check (origin in ('demo', 'import')),
  import_id uuid references import_batch (id),
  foreign key (set_id, criterion_no) references criterion (set_id, no)
);
create index assessment_current on assessment (set_id, admin_unit_id, criterion_no, valid_on desc, recorded_at desc, id desc);

create table recognition (
  id bigint generated always as identity primary key,
  admin_unit_id bigint not null references admin_unit (id),
  set_id text not null references criteria_set (id),
  level text not null check (level in ('standard', 'advanced', 'model', 'modern')),
  decision_no text not null,
  decided_on date not null,
  valid_from date not null,
  revoked_on date check (revoked_on >= valid_from),
  revocation_decision_no text,
  note text,
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  origin text not null check (origin in ('demo', 'import')),
  unique (admin_unit_id, set_id, level, decision_no)
);

-- Only the invented province may be taken out again; what was recorded otherwise stays as it was recorded.
create function refuse_rewrite() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.origin = 'demo' then
    return old;
  end if;
  raise exception 'assessments are append-only: add a revision instead' using errcode = 'integrity_constraint_violation';
end $$;
create trigger assessment_append_only before update or delete on assessment
  for each row execute function refuse_rewrite();
