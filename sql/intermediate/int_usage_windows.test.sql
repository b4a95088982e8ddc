-- test: a window opens with the first use after the last one closed, and a week has its own hours only
-- given int_customer_costs_by_hour
from (values
    (10, date '2026-03-05', timestamptz '2026-03-05 08:00:00+00'),
    (20, date '2026-03-05', timestamptz '2026-03-05 12:00:00+00'),
    (30, date '2026-03-05', timestamptz '2026-03-05 13:00:00+00'),
    (40, date '2026-03-05', timestamptz '2026-03-05 19:00:00+00'),
    (50, date '2026-03-08', timestamptz '2026-03-08 23:00:00+00'),
    (60, date '2026-03-09', timestamptz '2026-03-09 01:00:00+00')
) as given (total_tokens, reporting_date, hour_start)
cross join (values ('a', 1, 0, 5)) as same (customer_id, requests, unpriced_requests, list_cost_picousd)
-- expect
from (values
    ('five hours', 2, 30, timestamptz '2026-03-05 08:00:00+00', timestamptz '2026-03-05 13:00:00+00'),
    ('five hours', 1, 30, timestamptz '2026-03-05 13:00:00+00', timestamptz '2026-03-05 18:00:00+00'),
    ('five hours', 1, 40, timestamptz '2026-03-05 19:00:00+00', timestamptz '2026-03-06 00:00:00+00'),
    ('five hours', 1, 50, timestamptz '2026-03-08 23:00:00+00', timestamptz '2026-03-09 00:00:00+00'),
    ('five hours', 1, 60, timestamptz '2026-03-09 01:00:00+00', timestamptz '2026-03-09 06:00:00+00'),
    ('week', 5, 150, timestamptz '2026-03-02 00:00:00+00', timestamptz '2026-03-09 00:00:00+00'),
    ('week', 1, 60, timestamptz '2026-03-09 00:00:00+00', timestamptz '2026-03-16 00:00:00+00')
) as expected (window_kind, requests, total_tokens, window_start, window_end)

-- test: what serving took stands in its window, and a call that is still being served is use
-- given int_customer_costs_by_hour
from (values (1, 10, timestamptz '2026-03-05 22:00:00+00')) as given (requests, total_tokens, hour_start)
cross join (values ('a', date '2026-03-05')) as same (customer_id, reporting_date)
-- given int_customer_serving_by_hour
from (values
    (0, 5, true, false, date '2026-03-05', timestamptz '2026-03-05 22:00:00+00'),
    (1, 7, false, true, date '2026-03-06', timestamptz '2026-03-06 00:00:00+00')
) as given (uncosted_requests, serving_cost_picousd, is_allocated, is_modelled, reporting_date, hour_start)
select
    *,
    'a' as customer_id,
-- expect
from (values
    ('five hours', 1, 10, 1, 12, true, true, timestamptz '2026-03-05 22:00:00+00'),
    ('week', 1, 10, 1, 12, true, true, timestamptz '2026-03-02 00:00:00+00')
) as expected (
    window_kind, requests, total_tokens, uncosted_requests, serving_cost_picousd, is_allocated, is_modelled,
    window_start
)
