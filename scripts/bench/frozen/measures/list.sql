-- name: figureDates -> many
-- Days from which figures of indicators of each set hold, oldest first.
select distinct set_id, valid_on::text as day
from assessment
where indicator_no is not null
order by set_id, day;

-- name: recognitionDates -> many
-- Days on which a recognition came into force or was revoked, oldest first.
select distinct day::text as day
from recognition, lateral (values (valid_from), (revoked_on)) as change (day)
where day is not null
order by day;

-- name: figureFifths -> many
-- Where all figures of some indicators of a set, on all dates, are cut into fifths.
select indicator_no, percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by value) as fifths
from assessment
where set_id = :setId::text and indicator_no = any (:indicatorNos::text[]) and indicator_no is not null
  and value is not null
group by indicator_no;

-- name: replacedUnits -> many
-- Codes of a level that another unit bore at an earlier date: the two have nothing else in common.
select unit.code
from admin_unit as unit
join admin_unit as earlier on earlier.code = unit.code and earlier.level = unit.level and earlier.id <> unit.id
where unit.level = :level::text
  and unit.valid_from <= :at::date and (unit.valid_to is null or unit.valid_to > :at::date)
  and earlier.valid_from <= :from::date and (earlier.valid_to is null or earlier.valid_to > :from::date)
  -- another name or kind makes no other unit
  and not exists (select 1 from admin_unit_lineage
                  where predecessor_id = earlier.id and successor_id = unit.id and event in ('rename', 'reclassify'))
order by unit.code;

-- name: disbursementDates -> many
-- Days up to which payments are counted, oldest first.
select distinct valid_on::text as day
from disbursement
order by day;
