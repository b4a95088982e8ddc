-- test: calls add up by the hour and by what prices differ by; a meter without a price is counted as such
-- given int_requests_priced
from (values
    ('m', 'standard', 'global', 0, 10, 100, 5, 20, 0),
    ('m', 'standard', 'global', 0, 1, 10, 7, null, 59),
    ('m', 'priority', 'global', 0, 4, 80, 0, 0, 59),
    ('m', 'standard', 'eu', 200000, 2, 40, null, null, 60)) as given (
    llm_model, priced_service_tier, region_class, price_prompt_tokens_from, uncached_input_tokens,
    uncached_input_cost_picousd, cache_read_tokens, cache_read_cost_picousd, minute
)
select
    * exclude (minute),
    'anthropic' as provider,
    'p' as project_id,
    false as is_batch,
    date '2026-01-05' as event_date,
    timestamptz '2026-01-05 07:00:00+00' + to_minutes(minute) as started_at,
-- expect
from (values
    ('standard', 'global', 0, 'uncached_input', 11, 0, 110, 7),
    ('standard', 'global', 0, 'cache_read', 12, 7, 20, 7),
    ('priority', 'global', 0, 'uncached_input', 4, 0, 80, 7),
    ('standard', 'eu', 200000, 'uncached_input', 2, 0, 40, 8)) as expected (
    service_tier, region_class, prompt_tokens_from, meter, quantity, unpriced_quantity, cost_picousd, hour_no
)
select
    * exclude (hour_no),
    timestamptz '2026-01-05 00:00:00+00' + to_hours(hour_no) as hour_at,

-- test: what nobody names is said so
-- given int_requests_priced
from (values (null, null, null, 3)) as given (provider, project_id, llm_model, visible_output_tokens)
select
    *,
    timestamptz '2026-01-05 07:00:00+00' as started_at,
-- expect
from (values ('(not reported)', '(not reported)', '(not reported)', 'visible_output', 3, 3, 0)) as expected (
    provider, project_id, llm_model, meter, quantity, unpriced_quantity, cost_picousd
)
