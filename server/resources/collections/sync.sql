-- name: tableColumns -> many
-- Columns of a collection's table with their types; none where there is no table yet.
select column_name as name, data_type as type
from information_schema.columns
where table_schema = current_schema() and table_name = :table::text;

-- name: madeOf -> maybeOne
-- From what a collection's table was made last, and by what its features are told and its counts kept apart.
select made_of, feature_key, cells_by from collection_table where collection = :collection::text;

-- name: noteMade -> none
-- From what a collection's table is made now.
insert into collection_table (collection, made_of, feature_key, cells_by)
values (:collection::text, :madeOf::text, :featureKey::text[], :cellsBy::text)
on conflict (collection) do update
set made_of = excluded.made_of, feature_key = excluded.feature_key, cells_by = excluded.cells_by;

-- name: addRevision -> none
-- A resource whose revision moves with its data.
insert into resource_revision (resource) values (:resource::text) on conflict (resource) do nothing;
