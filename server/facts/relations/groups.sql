-- Groups of units, by the schemes of data/admin-units/schemes.ts: rows are revisions. For one unit, scheme and first day the
-- newest recorded wins, of days the newest up to the one asked for; one that has ended leaves no earlier one in its place.

-- relation: groups_of(unit_id, day)
-- The group of each scheme that a unit is in on a day, since when and by which decision. Use it lateral.
select scheme, unit_group, valid_from, valid_to, decision
from (
  select distinct on (scheme) scheme, unit_group, valid_from, valid_to, decision
  from unit_group
  where admin_unit_id = {unit_id} and valid_from <= {day}
  order by scheme, valid_from desc, recorded_at desc, id desc
) as newest
where unit_group is not null and (valid_to is null or valid_to > {day})

-- relation: groups_on(day)
-- Each unit with each group that it is in on a day.
select unit_id, scheme, unit_group, valid_from, origin
from (
  select distinct on (admin_unit_id, scheme) admin_unit_id as unit_id, scheme, unit_group, valid_from, valid_to, origin
  from unit_group
  where valid_from <= {day}
  order by admin_unit_id, scheme, valid_from desc, recorded_at desc, id desc
) as newest
where unit_group is not null and (valid_to is null or valid_to > {day})

-- relation: group_of(unit_id, scheme, day)
-- The group of one scheme that a unit is in on a day; a row or none.
select unit_group
from (
  select unit_group, valid_to
  from unit_group
  where admin_unit_id = {unit_id} and scheme = {scheme} and valid_from <= {day}
  order by valid_from desc, recorded_at desc, id desc
  limit 1
) as newest
where unit_group is not null and (valid_to is null or valid_to > {day})

-- relation: group_days()
-- Days on which a unit comes into a group of a scheme or leaves it, as it was recorded last.
select distinct scheme, day
from (
  select distinct on (admin_unit_id, scheme, valid_from) scheme, valid_from, valid_to
  from unit_group
  order by admin_unit_id, scheme, valid_from, recorded_at desc, id desc
) as newest, lateral (values (valid_from), (valid_to)) as change (day)
where day is not null
