-- name: thresholdSettings -> many
-- The thresholds that hold by the province's word: of rows for one indicator, place and time the newest recorded.
select set_id, indicator_no, region,
       case when commune_group is not null
            then jsonb_build_object('scheme', group_scheme, 'group', commune_group) end as commune_group,
       year, valid_from, valid_to, value, value2, source, origin = 'demo' as demo
from facts.thresholds_given(:setId::text) as threshold
order by set_id, string_to_array(indicator_no, '.'), year;

-- name: unitFigures -> many
-- The newest figure of each indicator of a set for some units at a date.
select wanted.unit_id, figure.*
from unnest(:unitIds::bigint[]) as wanted (unit_id)
cross join lateral facts.figures_of(wanted.unit_id, :setId::text, :at::date) as figure
order by wanted.unit_id, figure.indicator_no;
