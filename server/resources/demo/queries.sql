-- name: demoState -> one
-- Whether the invented province is not there, half there (a load that was cut off) or wholly there.
select case
         when setting.name is null then 'absent'
         when (setting.value ->> 'complete')::boolean then 'loaded'
         else 'partial'
       end as state
from (values (1)) as always (one)
left join portal_setting as setting on setting.name = 'demo';

-- name: hasUnits -> one
-- Whether the portal holds any administrative unit, or did: where it was taken back, features and releases may be left.
select exists (select 1 from facts.versions() as version)
  or exists (select 1 from import_batch where collection <> 'demo' and state = 'imported') as held;

-- name: markLoading -> none
-- Says that invented data is being loaded, at which day it stands, and until when its story goes.
insert into portal_setting (name, value)
values ('demo', jsonb_build_object('referenceDate', :referenceDate::text, 'lastDate', :lastDate::text, 'complete', false));

-- name: markLoaded -> none
-- Says that all of the invented data is there.
update portal_setting set value = value || '{"complete": true}', updated_at = now() where name = 'demo';

-- name: unmark -> none
-- Says that no invented data is loaded any more.
delete from portal_setting where name = 'demo';
