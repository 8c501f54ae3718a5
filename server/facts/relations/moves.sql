-- In which commune a feature lies. It knows the one of its first day (`commune_id`), whose ground may have gone to others since: all of
-- it to one, or in parts, of which the place of the feature tells. A relation that says "row" is written where these columns of the
-- feature's row can be read: `commune_id`, `commune_code`, `valid_from`, `valid_to`; {place} is its geometry, null where none may tell.

-- relation: communes_bearing(codes, from, to)
-- Ids of the communes that bear one of some codes on some day from `from` to `to` (nulls are open ends).
select unit_id
from unit_version
where code = any({codes}) and level = 'commune' and superseded_at is null
  and valid_from <= coalesce({to}, 'infinity') and coalesce(valid_to, 'infinity') > coalesce({from}, '-infinity')

-- relation: codes_borne_by_none(codes, from, to)
-- Those of some codes that no commune bears on any day from `from` to `to`.
select code
from unnest({codes}) as asked (code)
where not exists (
  select 1 from unit_version as version
  where version.code = asked.code and version.level = 'commune' and version.superseded_at is null
    and version.valid_from <= coalesce({to}, 'infinity')
    and coalesce(version.valid_to, 'infinity') > coalesce({from}, '-infinity'))

-- relation: communes_wholly_in(codes, from, to)
-- Ids of the communes whose features, all of them and on all days from `from` to `to`, lie in one that bears one of some codes; of those
-- that went into another on a single day only.
select borne.unit_id
from facts.communes_bearing({codes}, {from}, {to}) as borne
where not exists (select from commune_move as move where move.unit_id = borne.unit_id)
union all
select move.unit_id
from commune_move as move
where move.since <= coalesce({from}, '-infinity') and move.until > coalesce({to}, 'infinity')
  and (move.since = '-infinity' or {from} = {to})
group by move.unit_id
having max(cardinality(move.cut_heirs)) = 0
  and bool_and(move.heir_id in (select borne.unit_id from facts.communes_bearing({codes}, {from}, {to}) as borne))

-- relation: communes_reaching(codes, from, to)
-- Ids of the communes whose ground, all of it or a part, has gone to others, and on some day from `from` to `to` lies in one that
-- bears one of some codes: which of their features do is asked of each (the function lies_in).
select move.unit_id
from commune_move as move
where move.heir_id in (select borne.unit_id from facts.communes_bearing({codes}, {from}, {to}) as borne)
  and move.since <= coalesce({to}, 'infinity') and move.until > coalesce({from}, '-infinity')

-- relation: inside_communes(place, codes, from, to)
-- Condition: that the row lies, on some day from `from` to `to`, in a commune that bears one of some codes then. A code that nobody bears
-- names the features that say it and of whose commune nothing more is known, so that none is lost. Of a row without a code nothing is
-- known: neither that it lies there nor that it does not.
commune_id is not null and commune_id = any(array facts.communes_wholly_in({codes}, {from}, {to}))
  or commune_id is not null and commune_id = any(array facts.communes_reaching({codes}, {from}, {to}))
     and lies_in(commune_id, valid_from, valid_to, {place}, {codes}, {from}, {to})
  or facts.named_by_none({codes}, {from}, {to})
  or commune_code is null and null

-- relation: named_by_none(codes, from, to)
-- Condition: that the row says one of some codes that nobody bears from `from` to `to`, and no ground of its commune has gone to others.
commune_code = any(array facts.codes_borne_by_none({codes}, {from}, {to}))
  and (commune_id is null or commune_id <> all(array(
    select move.unit_id from commune_move as move where move.since > '-infinity' and move.since <= coalesce({to}, 'infinity'))))

-- relation: seen_inside_communes(place, codes, from, to)
-- Condition: inside_communes for who may see what lies in communes of their own. A unit that gave a code away is no longer
-- theirs: what begins in it later (the row's `valid_from`) stays unseen, however many days are asked for at once.
commune_id is not null and commune_id = any(array facts.communes_wholly_in({codes}, {from}, {to}))
    and ({from} = {to} or bears_since(commune_id, {codes}, valid_from))
  or commune_id is not null and commune_id = any(array facts.communes_reaching({codes}, {from}, {to}))
     and lies_in(commune_id, valid_from, valid_to, {place}, {codes}, {from}, {to})
  or facts.named_by_none({codes}, {from}, {to}) and (commune_id is null or bears_since(commune_id, {codes}, valid_from))
  or commune_code is null and null

-- relation: communes_on(day)
-- Communes in force on a day, with the code that each bears.
select unit_id as id, code
from unit_version
where level = 'commune' and superseded_at is null and valid_from <= {day} and (valid_to is null or valid_to > {day})

-- relation: code_told(told, place, day)
-- The code of the commune in which the row lies on a day, by what the function moved_codes has of its own; null where none is known, and where its own
-- has not changed.
case when {told} = '?' then code_by_place(commune_id, valid_from, {place}, {day}) else nullif({told}, '') end

-- relation: code_of_row(place, day)
-- The code of the commune in which the row lies on a day; the one that it states where that is not known, and for no day.
coalesce(facts.code_told((select moved_codes({day})) ->> commune_id::text, {place}, {day}), commune_code)

-- relation: communes_told(day, moment)
-- Communes in force on a day by what the portal said at a moment, with the first day of what it said, and whether it says so still.
select unit_id as id, code, valid_from, superseded_at is null as stands
from unit_version
where level = 'commune' and recorded_at <= {moment} and coalesce(superseded_at, 'infinity') > {moment}
  and valid_from <= {day} and (valid_to is null or valid_to > {day})

-- relation: commune_spans()
-- Which commune a feature with a code lies in whose first day is from `since` to before `until`: the bearer on that day, of days
-- before any commune is known the one on the first day that is. What writes many rows joins it; a trigger finds it for others.
select unit_id, code,
       case when valid_from = min(valid_from) over () then '-infinity' else valid_from end as since,
       coalesce(valid_to, 'infinity') as until
from unit_version
where level = 'commune' and superseded_at is null
