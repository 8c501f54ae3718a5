-- name: upsertSet -> none
-- One criteria set as its file declares it.
insert into criteria_set (id, title_vi, title_en, level, tier, decision, valid_from, valid_to, applies_to)
values (:id, :titleVi, :titleEn, :level, :tier, :decision, :validFrom, :validTo, :appliesTo)
on conflict (id) do update
set title_vi = excluded.title_vi, title_en = excluded.title_en, level = excluded.level, tier = excluded.tier,
    decision = excluded.decision, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
    applies_to = excluded.applies_to
where (criteria_set.title_vi, criteria_set.title_en, criteria_set.level, criteria_set.tier, criteria_set.decision,
       criteria_set.valid_from, criteria_set.valid_to, criteria_set.applies_to)
   is distinct from
      (excluded.title_vi, excluded.title_en, excluded.level, excluded.tier, excluded.decision,
       excluded.valid_from, excluded.valid_to, excluded.applies_to);

-- name: upsertCriteria -> none
-- The criteria of one set; a number once declared is never taken away, because assessments point to it.
insert into criterion (set_id, no, name_vi, name_en, group_vi)
select :id, row.no, row.name_vi, row.name_en, row.group_vi
from jsonb_to_recordset(:criteria::jsonb) as row (no smallint, name_vi text, name_en text, group_vi text)
on conflict (set_id, no) do update
set name_vi = excluded.name_vi, name_en = excluded.name_en, group_vi = excluded.group_vi
where (criterion.name_vi, criterion.name_en, criterion.group_vi)
   is distinct from (excluded.name_vi, excluded.name_en, excluded.group_vi);

-- name: bumpRevision -> none
-- Says that criteria changed.
update resource_revision set revision = revision + 1, updated_at = now() where resource = 'criteria';
