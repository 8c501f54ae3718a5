-- name: recordedDays -> many
-- Days from which something holds of each criterion and each indicator of a set, oldest first, and whether it is a known
-- status or a figure; all criteria and indicators in one walk.
select set_id, criterion_no, indicator_no, day::text, judged, measured, measured2
from facts.recorded_days() as recorded
order by day;

-- name: recognitionDates -> many
-- Days on which a recognition of a unit of each level came into force or was revoked, oldest first.
select distinct unit.level, recognition.day::text
from facts.recognition_days() as recognition
join facts.versions() as unit on unit.id = recognition.unit_id
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
-- Days up to which payments to units of each level are counted, oldest first.
select distinct unit.level, payment.day::text
from facts.paid_days() as payment
join facts.versions() as unit on unit.id = payment.unit_id
order by day;

-- name: groupDays -> many
-- Days up to one on which a unit comes into a group of each scheme or leaves it, oldest first.
select scheme, day::text
from facts.group_days() as moved
where day <= :until::date
order by day;
