-- Staging rows of an import: filled in batches, switched into place in one short transaction, then deleted. Unlogged:
-- after a crash there is nothing in them that anybody was promised.
create unlogged table staged_boundary (
  run_id uuid not null,
  code text not null,
  level text not null,
  kind text not null,
  name text not null,
  name_en text,
  name_search text not null,
  parent_code text,
  listed_area_km2 double precision,
  population integer,
  population_year integer,
  source text not null,
  unit_id bigint not null,
  unit_is_new boolean not null,
  unit_valid_from date not null,
  -- null where only the unit is wanted
  boundary_id bigint,
  geom geometry(MultiPolygon, 4326),
  label_point geometry(Point, 4326),
  area_m2 double precision,
  valid_from date not null,
  valid_to date,
  lineage text,
  status text not null check (status in ('added', 'changed', 'unchanged')),
  staged_at timestamptz not null default now(),
  primary key (run_id, code)
);

create index staged_boundary_geom on staged_boundary using gist (geom);

create unlogged table staged_shape (
  run_id uuid not null,
  boundary_id bigint not null,
  min_zoom smallint not null,
  geom geometry(MultiPolygon, 3857) not null,
  staged_at timestamptz not null default now(),
  primary key (run_id, boundary_id, min_zoom)
);

create unlogged table staged_neighbour (
  run_id uuid not null,
  boundary_id bigint not null,
  neighbour_id bigint not null,
  shared_m double precision not null,
  bearing_degrees double precision not null,
  staged_at timestamptz not null default now(),
  primary key (run_id, boundary_id, neighbour_id)
);

-- A running import says every few seconds that it lives; one import a collection at a time.
alter table import_batch add column heartbeat_at timestamptz not null default now();
alter table import_batch add column progress jsonb;
create unique index import_batch_running on import_batch (collection) where state = 'running';

-- Finding the boundaries of a unit, and the pairs of a boundary from either side.
create index boundary_neighbour_of on boundary_neighbour (neighbour_id);
create index boundary_of_unit on boundary (admin_unit_id);

-- An import fills tables faster than the server's own statistics follow; without them its next statement plans for
-- empty tables and takes minutes instead of seconds.
create function analyse_staged() returns void language plpgsql as $$
begin
  analyze staged_boundary;
  analyze staged_shape;
  analyze staged_neighbour;
end $$;

create function analyse_boundaries() returns void language plpgsql as $$
begin
  analyze admin_unit;
  analyze boundary;
  analyze boundary_shape;
  analyze boundary_neighbour;
end $$;
