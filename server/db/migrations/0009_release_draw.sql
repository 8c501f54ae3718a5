-- What the next release has to know of the draws of published cells: the true counts behind each published figure when it
-- was drawn last, and lots that still wait (docs/privacy.md, rule 4). Nothing else reads it, no answer, no view and no
-- other statement: true counts are what a release rounds.
-- Of releases of 0.1.0 there are none, and none can be made up: households are corrected later for days that are past.
-- So nothing is filled in here. Of a cell without a row the next release takes the published total for what it was drawn
-- of (it is published as it is), and for each step the households of then: no step moves for not being known, it stays as
-- it is published until it moves by ten from there (rules/addresses/draws.ts).
create table address_release_draw (
  cell_id text primary key,
  commune_code text not null,
  -- of which it was kept; goes with it, as a demo's does
  release_id bigint not null references address_release (id) on delete cascade,
  -- total, coded, notified, plated; null where the cell is not published yet
  counts integer[] check (cardinality(counts) = 4),
  lots float8[] not null
);
create index address_release_draw_release on address_release_draw (release_id);
