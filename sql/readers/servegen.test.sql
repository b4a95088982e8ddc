-- test: a rate is the requests to be expected in ten minutes; what is no rate or no second is rejected
-- given source_records
from (values
    (2, '0', '0', '0.15333333333333332'),
    (3, '12', '600', '8.3e-05'),
    (4, '12', '1200', '0'),
    (5, null, '1200', '1'),
    (6, '12', '1200', '-1'),
    (7, '12', '1200', 'NaN'),
    (8, '12', 'noon', '1')
) as given (line_no, client, window_start_s, rate_rps)
cross join (values ('servegen/m-small_rates.csv')) as same (path)
-- expect
from (values
    (2, 'm-small/0', 92.0::decimal(38, 12), timestamptz '2026-03-01 00:10:00+00', null),
    (3, 'm-small/12', 0.0498, timestamptz '2026-03-01 00:20:00+00', null),
    (4, 'm-small/12', 0, timestamptz '2026-03-01 00:30:00+00', null),
    (5, 'm-small', 600, timestamptz '2026-03-01 00:30:00+00', 'missing_value'),
    (6, 'm-small/12', null, timestamptz '2026-03-01 00:30:00+00', 'bad_rate'),
    (7, 'm-small/12', null, timestamptz '2026-03-01 00:30:00+00', 'bad_rate'),
    (8, 'm-small/12', 600, null, 'bad_timestamp')
) as expected (line_no, customer_ref, requests, bucket_end, reject_reason)
