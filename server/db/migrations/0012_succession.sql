-- Units through time. A file of boundaries that hold from a day on says which units went on, which ceased, and what they became:
-- in parts that are said by a decision or measured, and by whose word.

-- One unit may give land to another on several days.
alter table admin_unit_lineage drop constraint admin_unit_lineage_pkey;
alter table admin_unit_lineage
  add primary key (predecessor_id, successor_id, event, happened_on),
  -- by a decision, or by boundaries alone
  add column basis text not null default 'decision' check (basis in ('decision', 'geometry')),
  -- where `share` is from: the decision, or both boundaries
  add column share_from text check (share_from in ('decision', 'computed')),
  add column import_id uuid references import_batch (id);
create index admin_unit_lineage_successor on admin_unit_lineage (successor_id);

-- Which import made what, and which took its place.
alter table unit_version
  add column import_id uuid references import_batch (id),
  add column superseded_by uuid references import_batch (id);
alter table admin_unit
  add column import_id uuid references import_batch (id),
  -- the import of real data that made an invented unit real
  add column adopted_by uuid references import_batch (id);

-- What is taken back again: which import replaced a boundary, and which ended one that would have held until `valid_to`.
alter table boundary add column superseded_by uuid references import_batch (id);
create table boundary_closing (
  boundary_id bigint not null references boundary (id) on delete cascade,
  import_id uuid not null references import_batch (id),
  valid_to date,
  primary key (boundary_id, import_id)
);
alter table import_batch
  -- of imports from before nobody kept what they ended
  add column undoable boolean not null default false,
  add column undone_at timestamptz,
  add column undone_by text;

alter table staged_boundary
  -- a unit that goes on and is something else from the day on: its version is closed and another begun
  add column revises boolean not null default false,
  add column revised boolean not null default false;
