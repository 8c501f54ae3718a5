-- name: stand -> one
-- Whether the invented province is loaded and at which day it stands and until when its story goes, and the revision of every resource.
select demo.value is not null as demo, demo.value ->> 'referenceDate' as demo_date,
       demo.value ->> 'lastDate' as demo_last_date,
       (select jsonb_object_agg(resource, revision) from resource_revision) as revisions
from (values (1)) as always (one)
left join portal_setting as demo on demo.name = 'demo';

-- name: revision -> one
-- The revision of one resource: what a write is computed against.
select coalesce((select revision from resource_revision where resource = :resource::text), 0) as revision;
