-- test: tokens that the economics lack, and money that the day did not pay, are offences; equal days are none
-- given int_costs_by_day
from (values
    (date '2026-01-05', 100, 40, 0, 150),
    (date '2026-01-06', 100, 40, 0, 150),
    (date '2026-01-07', 100, 40, 0, 150),
    (date '2026-01-08', 100, 40, 1, 150)) as given (
    event_date, cache_read_tokens, cache_write_5m_tokens, unpriced_requests, cache_read_cost_picousd
)
select
    *,
    0 as cache_write_5m_cost_picousd,
    0 as cache_write_1h_cost_picousd,
    0 as cache_write_unknown_ttl_cost_picousd,
-- given int_cache_economics_by_day
from (values
    (date '2026-01-05', 100, 40, 1400, 10, 1260),
    (date '2026-01-06', 90, 40, 1400, 10, 1260),
    (date '2026-01-07', 100, 40, 1400, 10, 1261),
    (date '2026-01-08', 100, 40, 1400, 10, 1261)) as given (
    event_date, read_tokens, write_tokens, all_at_input_picousd, premium_picousd, saving_picousd
)
-- expect
from (values (date '2026-01-06'), (date '2026-01-07')) as expected (event_date)
