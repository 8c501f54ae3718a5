-- name: countMixed -> one
-- How many units have to be told apart on a day since July 2025, without a look at their boundaries.
select count(*)::int as units from facts.undecided_days() as mixed where day >= date '2025-07-01';

-- name: mixedUnits -> many
-- Units that may be two under one code, with the evidence: who bears the code and since when, and how much of the earlier
-- boundary lies in the later one. Before July 2025 the same ground is the same unit, and nothing to decide.
select unit.id as unit_id, unit.code, unit.level, unit.kind, unit.name, mixed.day::text, whole.since::text,
       unit.parent_code, unit.parent_name, mixed.area_ratio, mixed.share
from (
  select drawn.unit_id, drawn.day, drawn.area_m2 / drawn.earlier_area_m2 as area_ratio,
         st_area(st_intersection(drawn.earlier_geom, drawn.geom)::geography) / drawn.earlier_area_m2 as share
  from facts.undecided_days() as drawn
) as mixed
cross join lateral facts.units_on(mixed.day) as unit
cross join lateral (
  select min(valid_from) as since from unit_version where unit_id = mixed.unit_id and superseded_at is null
) as whole
where unit.id = mixed.unit_id
  and (mixed.day >= date '2025-07-01' or mixed.share < 0.95 or mixed.area_ratio not between 0.95 and 1.05)
order by mixed.day, array_position(array['province', 'district', 'commune'], unit.level), unit.code;

-- name: unitsAbove -> many
-- Provinces and districts in force on each of some days.
select asked.day::text, unit.code, unit.level, unit.name
from unnest(:days::date[]) as asked (day)
cross join lateral facts.units_on(asked.day) as unit
where unit.level <> 'commune';

-- name: unitOn -> maybeOne
-- Which unit bears a code on a day.
select unit.id from facts.units_on(:day::date) as unit where unit.code = :code::text;

-- name: makeSuccessor -> one
-- The unit that took another's code on a day; it is as real as the boundary that it begins with.
insert into admin_unit (level, origin)
select unit.level, drawn.origin
from admin_unit as unit
join boundary as drawn on drawn.admin_unit_id = unit.id and drawn.superseded_at is null and drawn.valid_from = :day::date
where unit.id = :unitId::bigint
returning id;

-- name: rewriteVersions -> none
-- Says anew what a unit was before a day and what bears its code since (`laterId`: itself, or its successor). The versions
-- that said otherwise are superseded. Figures stay with whom they were given for; districts stand above nobody since July 2025.
with live as (
  select * from unit_version where unit_id = :unitId::bigint and superseded_at is null
),
eve as (
  select name, kind from live where valid_from < :day::date order by valid_from desc limit 1
),
morning as (
  select name, kind from live where valid_from <= :day::date and (valid_to is null or valid_to > :day::date)
),
judged as (
  select live.*, coalesce(live.valid_to, 'infinity') > :day::date as goes_on,
         (live.name, live.kind) is not distinct from (eve.name, eve.kind) as as_on_eve,
         (live.name, live.kind) is not distinct from (morning.name, morning.kind) as as_on_morning,
         :figuresAreEarlier or live.listed_area_km2 is not distinct from :listedAreaKm2::float8 as area_is_earlier,
         :figuresAreEarlier or live.population is not distinct from :listedPopulation::integer as population_is_earlier,
         -- by whose word, after where it was from
         live.source || '; ' || :by::text as told
  from live cross join eve cross join morning
),
superseded as (
  update unit_version as version set superseded_at = now()
  from judged
  where version.id = judged.id
    and (judged.valid_from < :day::date and (judged.as_on_eve or judged.goes_on)
         or judged.goes_on and (judged.as_on_morning or :laterId::bigint <> :unitId::bigint))
)
insert into unit_version (unit_id, level, code, kind, name, name_en, name_search, parent_id, valid_from, valid_to,
                          listed_area_km2, population, population_year, source)
select :unitId::bigint, level, code, :kindBefore::text, :nameBefore::text, case when name = :nameBefore then name_en end,
       :searchBefore::text, parent_id, valid_from, least(valid_to, :day::date),
       case when area_is_earlier then listed_area_km2 else :listedAreaKm2 end,
       case when population_is_earlier then population else :listedPopulation end,
       case when population_is_earlier then population_year when :listedPopulation is not null then 2019 end,
       told || ' (trước ' || to_char(:day::date, 'DD/MM/YYYY') || ')'
from judged
where valid_from < :day::date and (as_on_eve or goes_on)
union all
select :laterId::bigint, level, code,
       case when as_on_morning then :kindAfter::text else kind end,
       case when as_on_morning then :nameAfter::text else name end,
       case when not as_on_morning or name = :nameAfter then name_en end,
       case when as_on_morning then :searchAfter::text else name_search end,
       case
         when :parentId::bigint is not null then :parentId
         when level = 'commune' and :day >= date '2025-07-01'
              and (select above.level from admin_unit as above where above.id = parent_id) = 'district' then null
         else parent_id
       end,
       greatest(valid_from, :day::date), valid_to,
       case when :keepFigures or not area_is_earlier then listed_area_km2 end,
       case when :keepFigures or not population_is_earlier then population end,
       case when :keepFigures or not population_is_earlier then population_year end,
       case when as_on_morning then told || ' (từ ' || to_char(:day::date, 'DD/MM/YYYY') || ')' else source end
from judged
where goes_on and (as_on_morning or :laterId::bigint <> :unitId::bigint);

-- name: moveChildren -> none
-- Units below follow the code of the unit above, as they do where a code changed hands before.
with spanning as materialized (
  select * from unit_version
  where parent_id = :unitId::bigint and superseded_at is null and valid_from < :day::date
    and (valid_to is null or valid_to > :day::date)
),
cut as (
  update unit_version as version set valid_to = :day from spanning where version.id = spanning.id
),
following as (
  update unit_version set parent_id = :laterId::bigint
  where parent_id = :unitId and superseded_at is null and valid_from >= :day
)
insert into unit_version (unit_id, level, code, kind, name, name_en, name_search, parent_id, valid_from, valid_to,
                          listed_area_km2, population, population_year, source, recorded_at)
select unit_id, level, code, kind, name, name_en, name_search, :laterId, :day, valid_to, listed_area_km2, population,
       population_year, source, recorded_at
from spanning;

-- name: moveBoundaries -> none
-- Boundaries that begin on the day or later are the successor's, with their shapes and neighbours.
update boundary set admin_unit_id = :laterId::bigint where admin_unit_id = :unitId::bigint and valid_from >= :day::date;

-- name: moveLineage -> none
-- What became of units from the day on, and what they came from.
update admin_unit_lineage
set predecessor_id = case when predecessor_id = :unitId::bigint and happened_on > :day::date then :laterId::bigint
                          else predecessor_id end,
    successor_id = case when successor_id = :unitId and happened_on >= :day then :laterId else successor_id end
where predecessor_id = :unitId and happened_on > :day or successor_id = :unitId and happened_on >= :day;

-- name: moveFeatures -> one
-- Features whose version begins on the day or later lie in the code's new bearer.
select settle_communes(array(
  select code from unit_version where unit_id = :laterId::bigint and level = 'commune' and superseded_at is null
)) as moved;

-- name: moveAssessments -> none
-- Assessments that were made and hold from the day on were made of the code's new bearer.
update assessment set admin_unit_id = :laterId::bigint
where admin_unit_id = :unitId::bigint and valid_on >= :day::date
  and (recorded_at at time zone 'UTC' + interval '7 hours')::date >= :day;

-- name: moveRecognitions -> none
-- Recognitions that were decided, recorded and hold from the day on were given to the code's new bearer.
update recognition set admin_unit_id = :laterId::bigint
where admin_unit_id = :unitId::bigint and valid_from >= :day::date and decided_on >= :day
  and (recorded_at at time zone 'UTC' + interval '7 hours')::date >= :day;

-- name: moveDisbursements -> none
-- Payments of years that lie after the day wholly were paid to the code's new bearer.
update disbursement set admin_unit_id = :laterId::bigint
where admin_unit_id = :unitId::bigint and valid_on >= :day::date and make_date(year, 1, 1) >= :day
  and (recorded_at at time zone 'UTC' + interval '7 hours')::date >= :day;

-- name: moveGroups -> none
-- Groups that begin and were recorded from the day on are of the code's new bearer.
update unit_group set admin_unit_id = :laterId::bigint
where admin_unit_id = :unitId::bigint and valid_from >= :day::date
  and (recorded_at at time zone 'UTC' + interval '7 hours')::date >= :day;

-- name: leftRecords -> many
-- What reaches over the day and was left with the unit of before, since nothing says whose it is.
select 'assessment' as kind, valid_on::text as day,
       set_id || ' ' || coalesce(indicator_no, criterion_no::text) as what
from assessment
where admin_unit_id = :unitId::bigint and valid_on >= :day::date
union all
select 'recognition', valid_from::text, set_id || ' ' || decision_no
from recognition
where admin_unit_id = :unitId and (valid_from >= :day or decided_on >= :day)
union all
select 'disbursement', valid_on::text, year || ' ' || resource_id
from disbursement
where admin_unit_id = :unitId and valid_on >= :day and year >= extract(year from :day)
union all
select 'group', valid_from::text, scheme || ' ' || coalesce(unit_group, '-')
from unit_group
where admin_unit_id = :unitId and (valid_to is null or valid_to > :day)
order by kind, day, what;
