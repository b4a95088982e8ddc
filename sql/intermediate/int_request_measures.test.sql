-- test: a request stands once in each measure in which it has an amount; unknown and zero amounts are none
-- given int_requests_priced
from (values ('r1', 'm', 10, 5, 700), ('r2', null, 10, null, null), ('r3', 'm', 0, null, 0)) as given (
    dedupe_key, llm_model, uncached_input_tokens, reasoning_tokens, list_cost_picousd)
cross join (values ('c', date '2026-01-31', timestamptz '2026-01-31 23:30:00+00')) as same (
    customer_id, event_date, started_at)
-- given int_resource_costs
from (values ('r1', 'm', true, 10, 5, 300), ('r3', 'm', true, 0, 0, 0), ('r4', 'm', true, 0, 7, null)) as given (
    dedupe_key, llm_model, is_first_day, computed_tokens, output_tokens, resource_cost_picousd)
cross join (values ('c', 0, date '2026-01-31', date '2026-01-31')) as same (
    customer_id, cached_tokens, event_date, reporting_date)
-- given int_request_peaks
from (values ('r1', 11, 60, 0)) as given (
    dedupe_key, peak_cost_10s_picousd, peak_cost_60s_picousd, peak_cost_300s_picousd)
cross join (values (date '2026-01-31')) as same (event_date)
-- expect
from (values
    ('r1', 'm', 'tokens', 15, 15),
    ('r1', 'm', 'list_cost', 700, 15),
    ('r1', 'm', 'resource_cost', 300, 15),
    ('r1', 'm', 'peak_cost_10s', 11, 15),
    ('r1', 'm', 'peak_cost_60s', 60, 15),
    ('r2', '(not reported)', 'tokens', 10, 10)
) as expected (dedupe_key, llm_model, measure, value, tokens)
cross join (values ('c', date '2026-01-31', date '2026-01-31')) as same (customer_id, event_date, reporting_date)

-- test: a request over midnight is one of its first day
-- given int_resource_costs
from (values
    (date '2026-01-31', true, 40, 300), (date '2026-02-01', false, 0, 400)
) as given (event_date, is_first_day, computed_tokens, resource_cost_picousd)
cross join (values ('r', 0, 0)) as same (dedupe_key, cached_tokens, output_tokens)
-- given int_request_peaks
from (values (date '2026-01-31', 90), (date '2026-02-01', 80)) as given (event_date, peak_cost_10s_picousd)
cross join (values ('r')) as same (dedupe_key)
-- expect
from (values ('resource_cost', 300, 40), ('peak_cost_10s', 90, 40)) as expected (measure, value, tokens)
cross join (values ('r', date '2026-01-31')) as same (dedupe_key, event_date)
