-- name: paidBySource -> many
-- Million VND paid out of each source until a date, all units and years together, and whether some of it is invented.
with paid as (
  select distinct on (admin_unit_id, year, resource_id) resource_id, amount_million_vnd, origin
  from disbursement
  where valid_on <= :at::date
  order by admin_unit_id, year, resource_id, valid_on desc, recorded_at desc, id desc
)
select resource_id, sum(amount_million_vnd) as amount_million_vnd, bool_or(origin = 'demo') as demo
from paid
group by resource_id;
