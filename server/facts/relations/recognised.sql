-- Recognitions and what ended them. Both are acts that are never rewritten; of several revocations of one recognition the
-- newest recorded holds.

-- relation: recognitions_by(day)
-- Recognitions of every unit that hold from a day or earlier; an end shows only from its own day on.
select given.id, given.admin_unit_id as unit_id, given.set_id, given.level, given.decision_no, given.decided_on,
       given.valid_from, given.note, given.recorded_by, given.recorded_at,
       case when ended.revoked_on <= {day} then ended.revoked_on end as revoked_on,
       case when ended.revoked_on <= {day} then ended.decision_no end as revocation_decision_no
from recognition as given
left join lateral (
  select revoked_on, decision_no from revocation where recognition_id = given.id order by recorded_at desc, id desc limit 1
) as ended on true
where given.valid_from <= {day}

-- relation: recognitions_on(day)
-- Recognitions of every unit that are in force on a day.
select given.id, given.admin_unit_id as unit_id, given.set_id, given.level, given.decision_no, given.decided_on,
       given.valid_from, given.origin
from recognition as given
left join (
  select distinct on (recognition_id) recognition_id, revoked_on
  from revocation
  order by recognition_id, recorded_at desc, id desc
) as ended on ended.recognition_id = given.id
where given.valid_from <= {day} and (ended.revoked_on is null or ended.revoked_on > {day})

-- relation: recognitions_known(day, known_on)
-- recognitions_by, as far as acts were known on a day (Vietnam's calendar; null: all).
select given.id, given.admin_unit_id as unit_id, given.set_id, given.level, given.decision_no, given.decided_on,
       given.valid_from, given.note, given.recorded_by, given.recorded_at,
       case when ended.revoked_on <= {day} then ended.revoked_on end as revoked_on,
       case when ended.revoked_on <= {day} then ended.decision_no end as revocation_decision_no
from recognition as given
left join lateral (
  select revoked_on, decision_no from revocation
  where recognition_id = given.id
    and ({known_on} is null or (recorded_at at time zone 'UTC' + interval '7 hours')::date <= {known_on})
  order by recorded_at desc, id desc limit 1
) as ended on true
where given.valid_from <= {day}
  and ({known_on} is null or (given.recorded_at at time zone 'UTC' + interval '7 hours')::date <= {known_on})

-- relation: acts_between(earlier, day)
-- What was recognised or revoked after one day and up to another, an act a row, each with the day from which it holds.
select given.admin_unit_id as unit_id, given.set_id, 'recognised' as act, given.level, given.decision_no,
       given.decision_no as recognition_no, given.valid_from as on_day
from recognition as given
where given.valid_from > {earlier} and given.valid_from <= {day}
union all
select given.admin_unit_id, given.set_id, 'revoked', given.level, ended.decision_no, given.decision_no, ended.revoked_on
from recognition as given
cross join lateral (
  select revoked_on, decision_no from revocation where recognition_id = given.id order by recorded_at desc, id desc limit 1
) as ended
where given.valid_from <= {day} and ended.revoked_on > {earlier} and ended.revoked_on <= {day}

-- relation: recognition_days()
-- Days on which a recognition came into force or ended, with the unit.
select admin_unit_id as unit_id, valid_from as day from recognition
union
select given.admin_unit_id, ended.revoked_on
from (
  select distinct on (recognition_id) recognition_id, revoked_on
  from revocation
  order by recognition_id, recorded_at desc, id desc
) as ended
join recognition as given on given.id = ended.recognition_id
