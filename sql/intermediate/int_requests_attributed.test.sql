-- test: the reference of the call is mapped first, then its key, project and user; else the reference itself stands
-- given int_requests_merged
from (values
    ('r1', 'cust-17', 'k1', null, null), ('r2', 'cust-99', 'k1', null, null), ('r3', 'cust-99', 'k9', null, null),
    ('r4', null, null, 'ws-1', 'u1'), ('r5', null, null, null, 'u1'), ('r6', null, null, null, null)
) as given (dedupe_key, customer_ref, api_key_id, project_id, user_id)
    cross join (values (date '2026-03-01')) as days (event_date)
-- given int_customer_mappings
from (values
    ('acme', 'customer_ref', 'cust-17'), ('beta', 'api_key_id', 'k1'), ('gamma', 'project_id', 'ws-1'),
    ('delta', 'user_id', 'u1'), ('acme', 'unknown', 'cust-99')
) as given (customer_id, request_column, external_id)
    cross join (values (date '2026-01-01', date '9999-12-31')) as days (valid_from, valid_to)
-- expect
from (values
    ('r1', 'acme', true), ('r2', 'beta', true), ('r3', 'cust-99', true), ('r4', 'gamma', true), ('r5', 'delta', true),
    ('r6', '(unattributed)', false)
) as expected (dedupe_key, customer_id, is_attributed)

-- test: a key that changed hands belongs to its owner of the day, half-open
-- given int_requests_merged
from (values
    ('r1', 'k1', date '2026-02-28'), ('r2', 'k1', date '2026-06-30'), ('r3', 'k1', date '2026-07-01')
) as given (dedupe_key, api_key_id, event_date)
-- given int_customer_mappings
from (values
    ('acme', 'api_key_id', 'k1', date '2026-03-01', date '2026-07-01'),
    ('beta', 'api_key_id', 'k1', date '2026-07-01', date '9999-12-31')
) as given (customer_id, request_column, external_id, valid_from, valid_to)
-- expect
from (values ('r1', '(unattributed)'), ('r2', 'acme'), ('r3', 'beta')) as expected (dedupe_key, customer_id)
