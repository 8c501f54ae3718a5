-- name: thresholdSettings -> many
-- The thresholds that hold by the province's word: of rows for one indicator, place and time the newest recorded.
select set_id, indicator_no, region, commune_group, year, valid_from, valid_to, value, value2, source, demo
from (
  select distinct on (set_id, indicator_no, region, commune_group, year, valid_from, origin)
         set_id, indicator_no, region, commune_group, year, valid_from, valid_to, value, value2, source,
         origin = 'demo' as demo
  from threshold_setting
  where :setId::text is null or set_id = :setId::text
  order by set_id, indicator_no, region, commune_group, year, valid_from, origin, recorded_at desc, id desc
) as newest
where value is not null
order by set_id, string_to_array(indicator_no, '.'), year;

-- name: unitFigures -> many
-- The newest figure of each indicator of a set for some units at a date.
select distinct on (admin_unit_id, indicator_no) admin_unit_id as unit_id, indicator_no, status, value, value2,
       valid_on, recorded_by, source
from assessment
where set_id = :setId::text and admin_unit_id = any (:unitIds::bigint[]) and indicator_no is not null
  and valid_on <= :at::date
order by admin_unit_id, indicator_no, valid_on desc, recorded_at desc, id desc;
