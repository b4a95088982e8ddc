-- test: the same row in two files is one, and a closed row is history
-- given raw_contract_prices
from (values
    ('f1', 10, null),
    ('f2', 10, null),
    ('f3', 5, timestamptz '2026-02-01 00:00:00+00')
) as given (file_id, discount_percent, known_to)
cross join (values ('c', 'p', timestamptz '2026-01-01 00:00:00+00')) as same (contract_id, provider, known_from)
-- expect
from (values ('f1', 10::decimal(38, 12))) as expected (file_id, discount_percent)
