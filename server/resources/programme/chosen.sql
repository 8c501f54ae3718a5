-- name: holdsProvince -> one
-- Whether the portal ever held one of some provinces; one that never held any is taken to be of whichever is asked for.
select coalesce(bool_or(version.code = any(:codes::text[])), true) as held
from facts.versions() as version
where version.level = 'province';

-- name: lastDay -> one
-- The last day of a programme, or of its province where that ended before.
select least(:until::date, max(coalesce(version.valid_to - 1, :until::date)))::text as day
from facts.versions() as version
where version.level = 'province' and version.code = :province::text;
