-- name: figureDates -> many
-- Days from which figures of indicators of each set hold, oldest first.
select set_id, day::text
from facts.figure_days() as figure
order by set_id, day;

-- name: recognitionDates -> many
-- Days on which a recognition came into force or was revoked, oldest first.
select day::text
from facts.recognition_days() as recognition
order by day;

-- name: figureFifths -> many
-- Where all figures of some indicators of a set, on all dates, are cut into fifths.
select indicator_no, percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by value) as fifths
from facts.figures_ever() as figure
where set_id = :setId::text and indicator_no = any (:indicatorNos::text[])
group by indicator_no;

-- name: replacedUnits -> many
-- Codes of a level that another unit bore at an earlier date: the two have nothing else in common.
select unit.code
from facts.units_on(:at::date) as unit
join facts.units_on(:from::date) as earlier on earlier.code = unit.code and earlier.level = unit.level
  and earlier.id <> unit.id
where unit.level = :level::text
order by unit.code;

-- name: disbursementDates -> many
-- Days up to which payments are counted, oldest first.
select day::text
from facts.paid_days() as payment
order by day;
