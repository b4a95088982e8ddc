-- test: a stay that lost an hour is named
-- given stg_cache_storage
from (values
    ('kept', 10, timestamptz '2026-03-01 00:00:00+00', timestamptz '2026-03-01 01:00:00+00'),
    ('lost', 10, timestamptz '2026-03-01 00:00:00+00', timestamptz '2026-03-01 02:00:00+00')
) as given (cache_id, cached_tokens, stored_from, stored_to)
cross join (values ('google')) as same (provider)
-- given int_cache_storage_by_day
from (values ('kept', 36000000000), ('lost', 36000000000)) as given (cache_id, token_microseconds)
cross join (values ('google', timestamptz '2026-03-01 00:00:00+00')) as same (provider, stored_from)
-- expect
from (values ('lost', 72000000000::hugeint, 36000000000::hugeint))
    as expected (cache_id, token_microseconds, token_microseconds_of_days)
