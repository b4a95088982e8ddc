-- test: a request stands once in each measure in which it has an amount
-- given int_measured_requests
from (values
    ('r1', 'm', 15, 700, 300, 10, 60, 90), ('r2', '(not reported)', 10, null, null, null, null, null),
    ('r3', 'm', 0, null, null, null, null, null)
) as given (
    dedupe_key, llm_model, tokens, list_cost_picousd, resource_cost_picousd, peak_cost_10s_picousd,
    peak_cost_60s_picousd, peak_cost_300s_picousd)
cross join (values (date '2026-01-31', date '2026-02-01')) as same (event_date, reporting_date)
-- expect
from (values
    ('r1', 'm', 'tokens', 15),
    ('r1', 'm', 'list_cost', 700),
    ('r1', 'm', 'resource_cost', 300),
    ('r1', 'm', 'peak_cost_10s', 10),
    ('r1', 'm', 'peak_cost_60s', 60),
    ('r1', 'm', 'peak_cost_300s', 90),
    ('r2', '(not reported)', 'tokens', 10)
) as expected (dedupe_key, llm_model, measure, value)
cross join (values (date '2026-01-31', date '2026-02-01')) as same (event_date, reporting_date)
