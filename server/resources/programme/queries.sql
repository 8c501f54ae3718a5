-- name: figures -> many
-- The figure given for each target that holds at a date, with who gave it.
select distinct on (target_id) target_id, value, valid_on, source, recorded_by, origin = 'demo' as demo
from target_figure
where valid_on <= :at::date
order by target_id, valid_on desc, recorded_at desc, id desc;
