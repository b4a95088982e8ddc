-- test: amounts are signed and exact, and values outside the format are rejected
-- given source_records
from (values
    (1, 'l1', '-49.00', 'USD', 'refund', '2026-02-01'),
    (2, 'l2', '0.000000000001', 'EUR', 'usage', '2026-01-01'),
    (3, 'l3', '0.0000000000001', 'USD', 'usage', '2026-02-01'),
    (4, 'l4', 'NaN', 'USD', 'usage', '2026-02-01'),
    (5, 'l5', '1', 'US', 'usage', '2026-02-01'),
    (6, 'l6', '1', 'USD', 'gift', '2026-02-01'),
    (7, 'l7', '1', 'USD', 'usage', null),
    (8, 'l8', '1', 'USD', 'usage', '2025-12-31'),
    (9, null, '1', 'USD', 'usage', '2026-02-01')
) as given (line_no, line_id, amount, currency, kind, service_end)
cross join (values ('acme', '2026-01-01')) as same (customer_id, service_start)
-- expect
from (values
    (1, 'l1', -49::decimal(38, 12), 'refund', null),
    (2, 'l2', 0.000000000001::decimal(38, 12), 'usage', null),
    (3, 'l3', null, 'usage', 'bad_amount'),
    (4, 'l4', null, 'usage', 'bad_amount'),
    (5, 'l5', 1, 'usage', 'bad_currency'),
    (6, 'l6', 1, 'gift', 'bad_kind'),
    (7, 'l7', 1, 'usage', 'bad_date'),
    (8, 'l8', 1, 'usage', 'bad_validity'),
    (9, null, 1, 'usage', 'missing_value')
) as expected (line_no, line_id, amount, kind, reject_reason)
