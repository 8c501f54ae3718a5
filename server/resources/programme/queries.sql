-- name: figures -> many
-- The figure given for each target that holds at a date, with who gave it.
select target_id, value, valid_on, source, recorded_by, origin = 'demo' as demo
from facts.target_figures_on(:at::date) as figure
order by target_id;
