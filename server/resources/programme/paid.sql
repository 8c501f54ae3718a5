-- name: paidBySource -> many
-- Million VND paid out of each source until a date, all units and years together, and whether some of it is invented.
select resource_id, sum(amount_million_vnd) as amount_million_vnd, bool_or(origin = 'demo') as demo
from facts.paid_by(:at::date) as paid
group by resource_id;
