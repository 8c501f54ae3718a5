-- name: firstReview -> one
-- The first day inside the programme from which some declared status holds, up to a date; null where there is none.
select day::text
from facts.first_declared(:since::date, :at::date) as declared;

-- name: reviewDays -> many
-- The two newest days from which declared statuses of a set hold, up to a date, newest first.
select day::text
from facts.declared_days() as declared
where set_id = :setId::text and day <= :at::date
order by day desc
limit 2;
