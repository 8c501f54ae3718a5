-- What is published of households' digital addresses: counts by dated release, never live (docs/privacy.md).
create table address_release (
  id bigint generated always as identity primary key,
  released_on date not null unique,
  origin text not null check (origin in ('demo', 'import')),
  -- what the release discloses, made from nothing but what it publishes
  report jsonb not null,
  made_at timestamptz not null default now()
);

-- Cells of a release, and as their sums its hamlets and communes. `parts` are the cells that one was put together from,
-- `squares` ([{z, x, y}]) where its households are counted; both only matter of cells.
create table address_release_cell (
  row_id bigint generated always as identity primary key,
  release_id bigint not null references address_release (id) on delete cascade,
  feature_id text not null,
  level text not null check (level in ('cell', 'hamlet', 'commune')),
  commune_code text not null,
  hamlet text,
  name text not null,
  total integer not null,
  coded integer not null,
  notified integer not null,
  plated integer not null,
  parts text[] not null,
  squares jsonb not null,
  geom geometry(MultiPolygon, 4326) not null,
  shape geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored,
  unique (release_id, feature_id),
  -- The last line: no count and no difference of a place's counts is 1 to 9 households.
  check (total >= 10 and plated >= 0 and coded not between 1 and 9 and notified not between 1 and 9
         and plated not between 1 and 9 and total - coded not between 1 and 9 and total - notified not between 1 and 9
         and total - plated not between 1 and 9 and coded - notified not between 1 and 9
         and coded - plated not between 1 and 9 and notified - plated not between 1 and 9
         and total >= coded and coded >= notified and notified >= plated)
);
create index address_release_cell_geom on address_release_cell using gist (geom);
create index address_release_cell_shape on address_release_cell using gist (shape);

-- The same as a collection's table is read: a release holds from its day to the next one's.
create view address_release_figure as
select cell.row_id, cell.feature_id, cell.level, cell.commune_code, cell.hamlet, cell.name, cell.total, cell.coded,
       cell.notified, cell.plated,
       round(100.0 * cell.coded / cell.total, 1)::float8 as coverage,
       case when cell.coded = cell.total then 'all' when cell.coded * 10 >= cell.total * 9 then 'most'
            when cell.coded * 2 >= cell.total then 'half' when cell.coded > 0 then 'some' else 'none' end as progress,
       cell.geom, cell.shape,
       greatest(st_xmax(cell.shape) - st_xmin(cell.shape), st_ymax(cell.shape) - st_ymin(cell.shape))::real as extent_m,
       'Tổng hợp từ địa chỉ số của hộ theo đợt công bố' as source,
       release.released_on, release.released_on as valid_from, release.next_on as valid_to, release.origin,
       null::timestamptz as superseded_at,
       -- zooms at which tiles show it
       case cell.level when 'commune' then 0 when 'hamlet' then 11 else 13 end as min_zoom,
       case cell.level when 'commune' then 10 when 'hamlet' then 12 else 22 end as max_zoom
from (select id, released_on, origin, lead(released_on) over (order by released_on) as next_on from address_release)
  as release
join address_release_cell as cell on cell.release_id = release.id;

insert into resource_revision (resource) values ('collection:digital-address-cells');

-- The revision of a part of a collection's table moves only with the part's own features: how often and when others
-- change is nobody's business who sees the part alone. Arguments: the part's id, the property and its values of the part.
create function part_changed() returns trigger language plpgsql as $$
declare
  touched boolean := false;
begin
  if tg_op <> 'DELETE' then
    execute format('select exists (select 1 from new_rows where %I = any($1))', tg_argv[1])
      into touched using tg_argv[2]::text[];
  end if;
  if tg_op <> 'INSERT' and not touched then
    execute format('select exists (select 1 from old_rows where %I = any($1))', tg_argv[1])
      into touched using tg_argv[2]::text[];
  end if;
  if touched then
    update resource_revision set revision = revision + 1, updated_at = now() where resource = 'collection:' || tg_argv[0];
  end if;
  return null;
end $$;
