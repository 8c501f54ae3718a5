-- Money, thresholds and figures of targets, as they were given: rows are revisions, the newest holds.

-- relation: paid_by(day)
-- What was paid to a unit in a year out of a source, by the newest count up to a day.
select distinct on (admin_unit_id, year, resource_id) admin_unit_id as unit_id, year, resource_id, amount_million_vnd,
       valid_on, origin
from disbursement
where valid_on <= {day}
order by admin_unit_id, year, resource_id, valid_on desc, recorded_at desc, id desc

-- relation: paid_days()
-- Days up to which payments are counted, with the unit that was paid.
select distinct admin_unit_id as unit_id, valid_on as day
from disbursement

-- relation: thresholds_given(set_id)
-- Thresholds that hold by the province's word, of one set or (null) of all; one that was taken back is none.
select *
from (
  select distinct on (set_id, indicator_no, region, group_scheme, commune_group, year, valid_from, origin)
         set_id, indicator_no, region, group_scheme, commune_group, year, valid_from, valid_to, value, value2, source,
         origin
  from threshold_setting
  where {set_id} is null or set_id = {set_id}
  order by set_id, indicator_no, region, group_scheme, commune_group, year, valid_from, origin, recorded_at desc, id desc
) as newest
where value is not null

-- relation: target_figures_on(day)
-- The figure given for each target that holds on a day.
select distinct on (target_id) target_id, value, valid_on, source, recorded_by, origin
from target_figure
where valid_on <= {day}
order by target_id, valid_on desc, recorded_at desc, id desc
