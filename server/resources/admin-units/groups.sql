-- name: groupsOf -> many
-- The groups that a unit is in on a day, since when and by which decision.
select scheme, unit_group, valid_from, valid_to, decision
from facts.groups_of(:unitId::bigint, :at::date) as own;
