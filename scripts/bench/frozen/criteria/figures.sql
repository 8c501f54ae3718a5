-- name: unitFigures -> many
-- The newest figure of each indicator of a set for some units at a date.
select distinct on (admin_unit_id, indicator_no) admin_unit_id as unit_id, indicator_no, status, value, value2,
       valid_on, recorded_by, source
from assessment
where set_id = :setId::text and admin_unit_id = any (:unitIds::bigint[]) and indicator_no is not null
  and valid_on <= :at::date
order by admin_unit_id, indicator_no, valid_on desc, recorded_at desc, id desc;
