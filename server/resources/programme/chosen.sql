-- name: heldProvince -> one
-- Which of some provinces the portal ever held, the first of them; and whether it ever held any province at all.
select (array_agg(version.code order by array_position(:codes::text[], version.code))
         filter (where version.code = any(:codes::text[])))[1] as code,
       count(*) > 0 as any_held
from facts.versions() as version
where version.level = 'province';

-- name: lastDay -> one
-- The last day of a programme, or of its province where that ended before.
select least(:until::date, max(coalesce(version.valid_to - 1, :until::date)))::text as day
from facts.versions() as version
where version.level = 'province' and version.code = :province::text;
