-- test: a key that changed hands belongs to its owner of the day, half-open
-- given stg_customers
from (values
    ('acme', 'api_key_hash', 'k1', date '2026-03-01', date '2026-07-01'),
    ('beta', 'api_key_hash', 'k1', date '2026-05-01', null)
) as given (customer_id, external_system, external_id, valid_from, valid_to)
-- expect
from (values
    ('api_key_id', 'k1', 'acme', date '2026-03-01', date '2026-05-01'),
    ('api_key_id', 'k1', 'beta', date '2026-05-01', date '9999-12-31')
) as expected (request_column, external_id, customer_id, valid_from, valid_to)

-- test: two systems that name one customer alike give one mapping at a time
-- given stg_customers
from (values
    ('acme', 'litellm_end_user', 'cust-17', date '2026-01-01'), ('acme', 'otel_attribute', 'cust-17', date '2026-02-01')
) as given (customer_id, external_system, external_id, valid_from)
-- expect
from (values
    ('customer_ref', 'acme', date '2026-01-01', date '2026-02-01'),
    ('customer_ref', 'acme', date '2026-02-01', date '9999-12-31')
) as expected (request_column, customer_id, valid_from, valid_to)
