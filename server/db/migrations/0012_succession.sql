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
alter table admin_unit add column import_id uuid references import_batch (id);
-- Which import ended a boundary, and until when it would hold without it: what is taken back again.
alter table boundary
  add column superseded_by uuid references import_batch (id),
  add column closed_by uuid references import_batch (id),
  add column closed_from date;
alter table import_batch
  add column undone_at timestamptz,
  add column undone_by text;

alter table staged_boundary
  -- a unit that goes on and is something else from the day on: its version is closed and another begun
  add column revises boolean not null default false,
  add column revised boolean not null default false;
