-- test: unpriced tokens show their reason, their expected cost and the coverage of the month
-- given int_unpriced_meters_by_day
from (values
    ('uncached_input', 'unknown_model', 1, 1, 200, 200, null),
    ('visible_output', 'unknown_model', 1, 1, 50, 50, null),
    ('cache_read', 'missing_meter_price', 1, 0, 100, 0, 100000000000)) as given (
    meter, unpriced_reason, requests, unpriced_requests, quantity, unpriced_quantity, known_cost_picousd
)
select
    *,
    'anthropic' as provider,
    'opus-9' as llm_model,
    date '2026-01-05' as reporting_date,
-- given int_nearest_prices
from (values
    ('uncached_input', 'opus-4', 1000000000, 2000000000),
    ('visible_output', 'opus-4', 2000000000, 4000000000)) as given (
    meter, nearest_llm_models, least_picousd, most_picousd
)
select
    *,
    'anthropic' as provider,
    'opus-9' as llm_model,
-- given int_costs_by_day
from (values (1000, 500000000000, date '2026-01-05')) as given (total_tokens, list_cost_picousd, reporting_date)
-- expect
from (values
    ('uncached_input', 'unknown_model', 1, 200, 0.2::decimal(38, 12), 0.4::decimal(38, 12), 0.2, 0.75, 0.5),
    ('visible_output', 'unknown_model', 1, 50, 0.1::decimal(38, 12), 0.2::decimal(38, 12), 0.05, 0.75, 0.5))
    as expected (
    meter, unpriced_reason, requests, quantity, expected_cost_lower_usd, expected_cost_upper_usd,
    unpriced_token_share, coverage_token_share, coverage_cost_low_share
)

-- test: a meter without any near price leaves the expected cost open
-- given int_unpriced_meters_by_day
from (values ('uncached_input', 1, 1, 200, 200)) as given (
    meter, requests, unpriced_requests, quantity, unpriced_quantity
)
select
    *,
    'nobody' as provider,
    'm' as llm_model,
    'unknown_model' as unpriced_reason,
    date '2026-01-05' as reporting_date,
-- given int_costs_by_day
from (values (200, null, date '2026-01-05')) as given (total_tokens, list_cost_picousd, reporting_date)
-- expect
from (values ('nobody', null::decimal(38, 12), null::decimal(38, 12), 0.0, null::double)) as expected (
    provider, expected_cost_lower_usd, expected_cost_upper_usd, coverage_token_share, coverage_cost_low_share
)
