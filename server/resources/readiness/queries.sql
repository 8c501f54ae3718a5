-- name: boundaries -> many
-- Units in force at a date by level: how many, how many of them have a boundary, the newest day from which one holds.
select unit.level as id, count(*)::int as wanted, count(boundary.id)::int as count,
       (count(*) filter (where boundary.origin = 'demo'))::int as invented, max(boundary.valid_from)::text as newest
from facts.bare_units_on(:at::date) as unit
left join facts.boundaries_on(:at::date) as boundary on boundary.unit_id = unit.id
group by unit.level;

-- name: records -> many
-- What there is of each kind of records at a date: units that were assessed, recognitions in force, units with a group,
-- indicators with a threshold of the province's, targets with a figure, payments.
select 'assessments' as id, count(*)::int as count, (count(*) filter (where invented))::int as invented,
       max(last_day)::text as newest
from facts.assessed_by(:at::date) as assessed
union all
select 'recognitions', count(*)::int, (count(*) filter (where origin = 'demo'))::int, max(valid_from)::text
from facts.recognitions_on(:at::date) as recognised
union all
select 'groups', count(*)::int, (count(*) filter (where invented))::int, max(newest)::text
from (
  select bool_and(origin = 'demo') as invented, max(valid_from) as newest
  from facts.groups_on(:at::date) as own
  group by unit_id
) as grouped
union all
select 'thresholds', count(*)::int, (count(*) filter (where invented))::int, null
from (
  select bool_and(origin = 'demo') as invented
  from facts.thresholds_given(null::text) as given
  group by set_id, indicator_no
) as indicator
union all
select 'target-figures', count(*)::int, (count(*) filter (where origin = 'demo'))::int, max(valid_on)::text
from facts.target_figures_on(:at::date) as figure
union all
select 'disbursements', count(*)::int, (count(*) filter (where origin = 'demo'))::int, max(valid_on)::text
from facts.paid_by(:at::date) as paid;

-- name: lastImports -> many
-- The last import of everything that was ever imported, of those that have ended.
select distinct on (collection) collection, id, file_name as file, imported_by as by,
       case when undone_at is null then state else 'undone' end as outcome,
       report -> 'counts' as counts,
       to_char(coalesce(finished_at, started_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as finished_at
from import_batch
where state <> 'running' and collection <> 'demo'
order by collection, coalesce(finished_at, started_at) desc, id;
