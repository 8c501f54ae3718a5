-- Where the ground of communes has gone: what features lie in on a day follows from it, and nothing of them is written anew.

-- From `since` to before `until` the ground of a commune is its heir's; a commune of which nothing went to another has no row. Features
-- that begin from `begun_from` to before `begun_before` go that way: those that begin after a change are in who bears their code since.
create table commune_move (
  id bigint generated always as identity primary key,
  unit_id bigint not null,
  begun_from date not null,
  begun_before date not null,
  heir_id bigint not null,
  since date not null,
  until date not null,
  -- to whom the way goes where ground was cut, and when: empty where all of it went, so that no place has to be looked at
  cut_heirs bigint[] not null,
  cut_days date[] not null
);
create index commune_move_of on commune_move (unit_id);

-- Works all of it out from what became of units.
create function settle_moves() returns trigger language plpgsql as $$
begin
  delete from commune_move;
  insert into commune_move (unit_id, begun_from, begun_before, heir_id, since, until, cut_heirs, cut_days)
  with recursive edge as materialized (
    select distinct predecessor_id as unit_id, happened_on as day, successor_id as heir_id
    from admin_unit_lineage as lineage
    join admin_unit as unit on unit.id = lineage.predecessor_id and unit.level = 'commune'
  ), change as materialized (
    select distinct unit_id, day from edge where heir_id <> unit_id
  ), heir as materialized (
    select unit_id, day, heir_id from edge join change using (unit_id, day)
    union
    -- whoever gave land away and goes on
    select unit_id, day, unit_id from change
    where exists (select from unit_version as version
                  where version.unit_id = change.unit_id and version.superseded_at is null
                    and version.valid_from <= change.day and (version.valid_to is null or version.valid_to > change.day))
  ), step as materialized (
    select unit_id, day, heir_id, count(*) over (partition by unit_id, day) > 1 as cut from heir
  ), span as materialized (
    select unit_id, coalesce(lag(day) over way, '-infinity') as since, day as until
    from change window way as (partition by unit_id order by day)
    union all
    select unit_id, max(day), 'infinity' from change group by unit_id
  ), way as (
    select unit_id, since as begun_from, until as begun_before, unit_id as heir_id, since, until,
           '{}'::bigint[] as cut_heirs, '{}'::date[] as cut_days
    from span
    union all
    select way.unit_id, way.begun_from, way.begun_before, step.heir_id, step.day,
           coalesce((select min(later.day) from change as later
                     where later.unit_id = step.heir_id and later.day > step.day), 'infinity'),
           case when step.cut then way.cut_heirs || step.heir_id else way.cut_heirs end,
           case when step.cut then way.cut_days || step.day else way.cut_days end
    from way
    join step on step.unit_id = way.heir_id and step.day = way.until
  )
  select unit_id, begun_from, begun_before, heir_id, since, until, cut_heirs, cut_days from way;
  return null;
end $$;

create trigger moves_settled after insert or update or delete on admin_unit_lineage
  for each statement execute function settle_moves();

-- What is there already.
update admin_unit_lineage set share = share where false;
