-- What was declared and measured of a unit: statuses of criteria and figures of indicators. Rows are revisions; for one
-- unit and day the newest recorded wins, of days the newest up to the one asked for.

-- relation: declared_of(unit_id, set_id, day)
-- The status of each criterion of a set that holds of a unit on a day. Use it lateral: a look at the index a unit.
select distinct on (criterion_no) criterion_no, status, valid_on
from assessment
where set_id = {set_id} and admin_unit_id = {unit_id} and indicator_no is null and valid_on <= {day}
order by criterion_no, valid_on desc, recorded_at desc, id desc

-- relation: criterion_of(unit_id, set_id, criterion_no, day)
-- The status of one criterion that holds of a unit on a day; a row or none.
select status, valid_on
from assessment
where set_id = {set_id} and admin_unit_id = {unit_id} and criterion_no = {criterion_no} and indicator_no is null
  and valid_on <= {day}
order by valid_on desc, recorded_at desc, id desc
limit 1

-- relation: declared_runs_of(unit_id, set_id, day)
-- The winning revision for each day from which a status of a criterion holds, up to a day: of these runs are made.
select distinct on (criterion_no, valid_on) criterion_no, valid_on, status, recorded_at, recorded_by, source, id
from assessment
where set_id = {set_id} and admin_unit_id = {unit_id} and indicator_no is null and valid_on <= {day}
order by criterion_no, valid_on, recorded_at desc, id desc

-- relation: figures_of(unit_id, set_id, day)
-- The figure of each indicator of a set that holds of a unit on a day.
select distinct on (indicator_no) indicator_no, status, value, value2, valid_on, recorded_by, source
from assessment
where set_id = {set_id} and admin_unit_id = {unit_id} and indicator_no is not null and valid_on <= {day}
order by indicator_no, valid_on desc, recorded_at desc, id desc

-- relation: figure_of(unit_id, set_id, indicator_no, day)
-- The figure of one indicator that holds of a unit on a day; a row or none.
select status, value, value2
from assessment
where set_id = {set_id} and admin_unit_id = {unit_id} and indicator_no = {indicator_no} and indicator_no is not null
  and valid_on <= {day}
order by valid_on desc, recorded_at desc, id desc
limit 1

-- relation: revisions_of(unit_id, set_id, day, known_on)
-- Every recording of a unit under a set up to a day, as far as it was known on another (Vietnam's calendar; null: all).
select id, criterion_no, indicator_no, status, value, value2, valid_on, recorded_by, recorder_verified, source,
       recorded_at
from assessment
where set_id = {set_id} and admin_unit_id = {unit_id} and valid_on <= {day}
  and ({known_on} is null or (recorded_at at time zone 'UTC' + interval '7 hours')::date <= {known_on})

-- relation: declared_twice_of(unit_id, set_id, earlier, day)
-- The status of each criterion of a unit on two days, in one walk: `before` on the earlier one, `after` on the other.
select criterion_no,
       (array_agg(status order by valid_on desc, recorded_at desc, id desc)
         filter (where valid_on <= {earlier}))[1] as before,
       (array_agg(status order by valid_on desc, recorded_at desc, id desc))[1] as after
from assessment
where set_id = {set_id} and admin_unit_id = {unit_id} and indicator_no is null and valid_on <= {day}
group by criterion_no

-- relation: assessed_by(day)
-- Units of which anything was declared or measured up to a day: the last day from which it holds, and whether all is invented.
select admin_unit_id as unit_id, max(valid_on) as last_day, bool_and(origin = 'demo') as invented
from assessment
where valid_on <= {day}
group by admin_unit_id

-- relation: declared_days()
-- Days from which statuses of criteria of each set hold, some unit's.
select distinct set_id, valid_on as day
from assessment
where indicator_no is null

-- relation: first_declared(since, day)
-- The first day from which a status of a criterion holds, some unit's, between two days; null where there is none.
select min(valid_on) as day
from assessment
where indicator_no is null and valid_on between {since} and {day}

-- relation: recorded_days()
-- Days from which something holds of each criterion (indicator_no null) and each indicator of a set, some unit's: whether a
-- status is known by it, and a figure of the indicator's first and of its second part. One walk over all that was recorded.
select set_id, criterion_no, indicator_no, valid_on as day, bool_or(status in ('met', 'notMet')) as judged,
       bool_or(value is not null) as measured, bool_or(value2 is not null) as measured2
from assessment
group by set_id, criterion_no, indicator_no, valid_on

-- relation: figures_ever()
-- All figures of indicators on all days, superseded ones too: what a scale is made of, so that it stays as it is.
select set_id, indicator_no, value
from assessment
where indicator_no is not null and value is not null
