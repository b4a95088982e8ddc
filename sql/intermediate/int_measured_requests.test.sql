-- test: unknown and zero amounts are none, and a request over midnight is one of its first day
-- given int_requests_priced
from (values ('r1', 'm', 10, 5, 700), ('r2', null, 10, null, null), ('r3', 'm', 0, null, 0)) as given (
    dedupe_key, llm_model, uncached_input_tokens, reasoning_tokens, list_cost_picousd)
cross join (values (date '2026-01-31', timestamptz '2026-01-31 23:30:00+00')) as same (event_date, started_at)
-- given int_resource_costs
from (values ('r1', true, 300), ('r2', false, 400), ('r3', true, null)) as given (
    dedupe_key, is_first_day, resource_cost_picousd)
cross join (values (date '2026-01-31')) as same (event_date)
-- given int_request_peaks
from (values ('r1', 10, 60, 0)) as given (
    dedupe_key, peak_cost_10s_picousd, peak_cost_60s_picousd, peak_cost_300s_picousd)
cross join (values (date '2026-01-31')) as same (event_date)
-- expect
from (values
    ('r1', 'm', 15, 700, 300, 10, 60),
    ('r2', '(not reported)', 10, null, null, null, null),
    ('r3', 'm', 0, null, null, null, null)
) as expected (
    dedupe_key, llm_model, tokens, list_cost_picousd, resource_cost_picousd, peak_cost_10s_picousd,
    peak_cost_60s_picousd)
cross join (values (null, date '2026-01-31')) as same (peak_cost_300s_picousd, reporting_date)
