-- name: releases -> many
-- All releases, newest first.
select released_on::text as released_on, origin = 'demo' as demo, report from address_release order by released_on desc;

-- name: releasedCells -> many
-- Every cell that was ever published, oldest release first, with the code of the commune that its own is or went into by a day; with
-- the codes of all, and + between them, where the ground was parted: a cell is not. Null where nothing is known of its commune
-- and another bears the code.
with ways as materialized (
  select * from commune_codes_on(:on::date) as codes
), told as (
  select distinct release.id, release.released_on, release.made_at, cell.commune_code
  from address_release as release
  join address_release_cell as cell on cell.release_id = release.id and cell.level = 'cell'
), lying as materialized (
  select told.id, told.commune_code,
         case when bool_and(part.codes is not null) then string_agg(distinct one.code, '+' order by one.code) end as code
  from told
  cross join lateral unnest(string_to_array(told.commune_code, '+')) as stated (code)
  -- Whose a cell is follows from what was known as it was released: boundaries of days before may have come later. Of a release
  -- from before units had versions nobody kept that.
  left join lateral (
    select then_told.id, case when stands then told.released_on else valid_from end as since
    from facts.communes_told(told.released_on, told.made_at) as then_told
    where then_told.code = stated.code
    union all
    select held.id, told.released_on
    from facts.communes_on(told.released_on) as held
    where held.code = stated.code
      and not exists (select from facts.communes_told(told.released_on, told.made_at) as then_told
                      where then_told.code = stated.code)
  ) as released on true
  left join lateral (
    select way.jointly from ways as way
    where way.unit_id = released.id and way.begun_from <= released.since
    order by way.begun_from desc limit 1
  ) as known on true
  left join facts.communes_on(:on::date) as bearer on bearer.code = stated.code
  cross join lateral (
    select coalesce(known.jointly, case when released.id is null or bearer.id is null then stated.code end)
  ) as part (codes)
  left join lateral unnest(string_to_array(part.codes, '+')) as one (code) on true
  group by told.id, told.commune_code
)
select release.id::int as release, cell.feature_id as id, lying.code, cell.hamlet, cell.total, cell.coded, cell.notified,
       cell.plated, cell.parts, cell.squares
from address_release as release
join address_release_cell as cell on cell.release_id = release.id and cell.level = 'cell'
join lying on lying.id = release.id and lying.commune_code = cell.commune_code
order by release.released_on, cell.row_id;

-- name: keptDraws -> many
-- What is kept of cells' draws. Read for a release alone, never for an answer.
select cell_id as cell, counts, lots from address_release_draw;

-- name: addRelease -> one
-- A release without its cells yet.
insert into address_release (released_on, origin, report) values (:on::date, :origin, :report::jsonb) returning id::int;

-- name: addFigures -> none
-- Figures of a release: a commune in its boundary, cells and hamlets in their squares as far as these lie in the commune.
insert into address_release_cell
  (release_id, feature_id, level, commune_code, hamlet, name, total, coded, notified, plated, parts, squares, geom)
select :release::bigint, row.id, row.level, row.code, row.hamlet,
       case when row.level = 'commune' then coalesce(unit.name, jointly.names, row.code) else coalesce(row.hamlet, 'Các thôn khác') end,
       row.total, row.coded, row.notified, row.plated, row.parts, row.squares,
       case when row.level = 'commune' then coalesce(unit.geom, placed.geom)
            when unit.geom is null or st_isempty(inside.geom) then placed.geom
            else inside.geom end
from jsonb_to_recordset(:rows::jsonb)
  as row (id text, level text, code text, hamlet text, total int, coded int, notified int, plated int, parts text[],
          squares jsonb)
left join (
  select unit.code, unit.name, boundary.geom
  from facts.units_on(:on::date) as unit
  left join facts.boundaries_on(:on::date) as boundary on boundary.unit_id = unit.id
  where unit.level = 'commune'
) as unit on unit.code = row.code
left join lateral (
  select string_agg(one.name, ' + ' order by one.code) as names
  from facts.units_on(:on::date) as one
  where one.level = 'commune' and one.code = any(string_to_array(row.code, '+'))
) as jointly on row.level = 'commune'
cross join lateral (
  select st_multi(st_union(st_transform(st_tileenvelope(square.z, square.x, square.y), 4326))) as geom
  from jsonb_to_recordset(row.squares) as square (z int, x int, y int)
) as placed
cross join lateral (
  select st_multi(st_collectionextract(st_intersection(placed.geom, st_makevalid(unit.geom)), 3)) as geom
) as inside;

-- name: forgetDraws -> none
-- Takes out what was kept of communes' cells, those that were put together with others or got another code since among them.
delete from address_release_draw where commune_code = any(:codes::text[]) or cell_id = any(:cells::text[]);

-- name: keepDraws -> none
-- Keeps what the next release needs to know of cells' draws.
insert into address_release_draw (cell_id, commune_code, release_id, counts, lots)
select row.cell, row.code, :release::bigint, row.counts, row.lots
from jsonb_to_recordset(:rows::jsonb) as row (cell text, code text, counts int[], lots float8[]);

-- name: moveRevision -> none
-- Says that something was published.
update resource_revision set revision = revision + 1, updated_at = now()
where resource = 'collection:digital-address-cells';

-- name: deleteDemo -> none
-- Takes out what was published of invented households.
delete from address_release where origin = 'demo';
