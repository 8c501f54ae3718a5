-- name: recognisedCommunes -> many
-- Recognitions of communes in force on a day, each with the unit as it was when it was recognised and what it is or is part of
-- now: of a province by one of its codes, of a portal that never held one of them all.
select recognised.unit_id, unit.code, unit.name, unit.parent_name, recognised.set_id, recognised.level,
       recognised.decision_no, recognised.decided_on, recognised.valid_from,
       coalesce((select jsonb_agg(jsonb_build_object('id', heir.id, 'code', heir.code, 'name', heir.name,
                                                     'kind', heir.kind) order by heir.code)
                 from facts.heirs_of(recognised.unit_id, :at::date) as heir where heir.level = 'commune'), '[]') as now
from facts.recognitions_on(:at::date) as recognised
cross join lateral facts.unit_as_of(recognised.unit_id, recognised.valid_from) as unit
where unit.level = 'commune'
  and recognised.set_id = any(:setIds::text[])
  and (unit.province_code = :province::text
       or not exists (select 1 from facts.versions() as version
                      where version.level = 'province' and version.code = :province::text))
order by unit.code, recognised.unit_id, recognised.valid_from;

-- name: declaredOf -> many
-- The declared status of every criterion of a set on a day, of those of some units of which there is any.
select unit.id, jsonb_object_agg(latest.criterion_no, latest.status) as statuses
from unnest(:unitIds::bigint[]) as unit (id)
cross join lateral facts.declared_of(unit.id, :setId::text, :at::date) as latest
group by unit.id;
