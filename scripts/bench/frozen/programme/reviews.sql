-- name: firstReview -> one
-- The first day inside the programme from which some declared status holds, up to a date; null where there is none.
select min(valid_on)::text as day
from assessment
where indicator_no is null and valid_on between :since::date and :at::date;

-- name: reviewDays -> many
-- The two newest days from which declared statuses of a set hold, up to a date, newest first.
select distinct valid_on::text as day
from assessment
where set_id = :setId::text and indicator_no is null and valid_on <= :at::date
order by day desc
limit 2;
