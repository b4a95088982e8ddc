-- test: a stay needs its cache, whole tokens and two instants in order
-- given source_records
from (values
    (1, 'c', '200000', '2026-03-01T00:00:00Z', '2026-03-01T02:00:00Z'),
    (2, null, '200000', '2026-03-01T00:00:00Z', '2026-03-01T02:00:00Z'),
    (3, 'c', '1.5', '2026-03-01T00:00:00Z', '2026-03-01T02:00:00Z'),
    (4, 'c', '200000', '2026-03-01T02:00:00Z', '2026-03-01T00:00:00Z'),
    (5, 'c', '200000', '1999-03-01T02:00:00Z', '2026-03-01T00:00:00Z')
) as given (line_no, cache_id, cached_tokens, stored_from, stored_to)
cross join (values ('google', 'm')) as same (provider, llm_model)
-- expect
from (values
    (1, 200000, null), (2, 200000, 'missing_value'), (3, null, 'bad_quantity'), (4, 200000, 'bad_validity'),
    (5, 200000, 'timestamp_out_of_range')
) as expected (line_no, cached_tokens, reject_reason)
