-- By what features of each collection are told apart and its counts kept apart, so that a start sees where a declaration
-- has changed it: ids of features and counts are made by it. Null where a table was made before this was noted.
alter table collection_table add column feature_key text[], add column cells_by text;
