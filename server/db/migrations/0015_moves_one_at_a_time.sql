-- What became of units is worked out as a whole after each change of it (settle_moves): of two at once the second would keep rows of the
-- first. The lock is taken before the change, so that the second sees what the first has written; who reads is not held up.
create function hold_moves() returns trigger language plpgsql as $$
begin
  lock table commune_move in share row exclusive mode;
  return null;
end $$;
create trigger moves_held before insert or update or delete on admin_unit_lineage
  for each statement execute function hold_moves();
