-- Where a feature is the place of a person (a garden, a household that makes something), everybody is shown the point of
-- its hamlet until consent is recorded. The database does it, so that no writer can forget: `geom`, which all that is
-- published is made from, holds the place to show; `exact` holds the place as it was given.

-- A point for a hamlet of a commune: its own, else one of the commune's, else the exact one to a tenth of a degree.
create function shown_point(commune text, hamlet text, exact geometry) returns geometry language plpgsql stable as $$
declare
  found geometry;
begin
  -- A portal whose hamlets are no collection has no such table.
  if to_regclass('collection_hamlets') is not null then
    execute 'select st_pointonsurface(geom) from collection_hamlets
             where commune_code = $1 and lower(name) = lower($2) and superseded_at is null
             order by valid_from desc, row_id limit 1'
      into found using commune, hamlet;
  end if;
  if found is null then
    select st_pointonsurface(boundary.geom) into found
    from admin_unit as unit join boundary on boundary.admin_unit_id = unit.id and boundary.superseded_at is null
    where unit.code = commune and unit.level = 'commune'
    order by unit.valid_from desc, boundary.valid_from desc limit 1;
  end if;
  return coalesce(found, st_snaptogrid(exact, 0.1));
end $$;

-- Before a row is written: the place to show. Argument: the property that says that the exact place may be published.
create function show_place() returns trigger language plpgsql as $$
declare
  given boolean;
  withdrawn boolean;
begin
  if tg_op = 'INSERT' then
    new.exact := new.geom;
  elsif not st_equals(new.geom, old.geom) then
    new.exact := new.geom;
  end if;
  execute format('select coalesce(($1).%I, false)', tg_argv[0]) into given using new;
  if given then
    execute format('select exists (select 1 from %I where feature_id = $1 and valid_from > $2
                                   and superseded_at is null and %I is not true)', tg_table_name, tg_argv[0])
      into withdrawn using new.feature_id, new.valid_from;
    if withdrawn then
      new := jsonb_populate_record(new, jsonb_build_object(tg_argv[0], false));
      given := false;
    end if;
  end if;
  new.geom := case when given then new.exact else shown_point(new.commune_code, new.hamlet, new.exact) end;
  return new;
end $$;

-- After it: a version without consent takes it from the earlier ones, so that what was withdrawn does not live on in
-- answers about the past.
create function withdraw_place() returns trigger language plpgsql as $$
declare
  given boolean;
begin
  execute format('select coalesce(($1).%I, false)', tg_argv[0]) into given using new;
  if not given and new.superseded_at is null then
    execute format('update %1$I set %2$I = false where feature_id = $1 and valid_from < $2
                    and superseded_at is null and %2$I', tg_table_name, tg_argv[0])
      using new.feature_id, new.valid_from;
  end if;
  return null;
end $$;
