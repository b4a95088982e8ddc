-- test: mappings keep their validity, and dates that can be read two ways are refused
-- given source_records
from (values
    (1, 'acme', 'Acme Ltd', 'stripe', 'cus_1', '2026-01-01', null),
    (2, 'acme', null, 'api_key_hash', '88dc', '2026-03-01T00:00:00Z', '2026-07-01'),
    (3, 'acme', null, 'api_key_hash', '88dc', '03/04/2026', null),
    (4, 'acme', null, 'api_key_hash', '88dc', '2026-02-30', null),
    (5, 'acme', null, 'api_key_hash', '88dc', '2026-07-01', '2026-07-01'),
    (6, 'acme', null, 'api_key_hash', null, '2026-07-01', null)
) as given (line_no, customer_id, name, external_system, external_id, valid_from, valid_to)
-- expect
from (values
    (1, 'acme', 'stripe', 'cus_1', date '2026-01-01', null, null),
    (2, 'acme', 'api_key_hash', '88dc', date '2026-03-01', date '2026-07-01', null),
    (3, 'acme', 'api_key_hash', '88dc', null, null, 'bad_date'),
    (4, 'acme', 'api_key_hash', '88dc', null, null, 'bad_date'),
    (5, 'acme', 'api_key_hash', '88dc', date '2026-07-01', date '2026-07-01', 'bad_validity'),
    (6, 'acme', 'api_key_hash', null, date '2026-07-01', null, 'missing_value')
) as expected (line_no, customer_id, external_system, external_id, valid_from, valid_to, reject_reason)
