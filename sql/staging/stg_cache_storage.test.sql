-- test: of several deliveries of a stay the last one holds
-- given raw_cache_storage
from (values
    ('c1', 1, timestamptz '2026-03-01 01:00:00+00', false),
    ('c1', 2, timestamptz '2026-03-01 02:00:00+00', null),
    ('c1', 3, timestamptz '2026-03-01 03:00:00+00', true)
) as given (cache_id, commit_no, stored_to, is_superseded)
-- expect
from (values ('c1', timestamptz '2026-03-01 02:00:00+00')) as expected (cache_id, stored_to)
