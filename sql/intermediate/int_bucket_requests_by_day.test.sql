-- test: buckets add up by customer, a known name is mapped, and a missing user is no member
-- given stg_usage_buckets
from (values
    ('m-small/0', null, 'k1', 1.5, timestamptz '2026-01-01 00:00:00+00'),
    ('m-small/0', null, 'k1', 2.25, timestamptz '2026-01-01 00:10:00+00'),
    (null, 'u1', 'k2', 4.0, timestamptz '2026-01-01 00:10:00+00'),
    (null, null, null, 8.0, timestamptz '2026-01-01 00:10:00+00'),
    ('m-small/1', null, null, null, timestamptz '2026-01-02 00:10:00+00')
) as given (customer_ref, user_id, api_key_id, requests, bucket_start)
select
    *,
    bucket_start::date as event_date,
-- given int_customer_mappings
from (values ('api_key_id', 'k2', 'acme', date '2026-01-01', date '9999-12-31')) as given (
    request_column, external_id, customer_id, valid_from, valid_to)
-- expect
from (values
    ('customer', 'm-small/0', 3.75, date '2026-01-01'),
    ('customer', 'acme', 4.0, date '2026-01-01'),
    ('customer', '(unattributed)', 8.0, date '2026-01-01'),
    ('customer', 'm-small/1', null, date '2026-01-02'),
    ('user', 'u1', 4.0, date '2026-01-01'),
    ('api_key', 'k1', 3.75, date '2026-01-01'),
    ('api_key', 'k2', 4.0, date '2026-01-01')
) as expected (dimension, member_id, bucket_requests, reporting_date)
