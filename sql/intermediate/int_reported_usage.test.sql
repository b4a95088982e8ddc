-- test: a day's report is the quantity of charges without one, in their tiers and accounts, under the book's names
-- given int_invoice_charges
from (values
    ('(all)', 'm', 'output', null, 'standard', 1), ('(all)', 'm', 'cache_read', null, null, 1),
    ('(all)', 'm', 'uncached_input', 5, 'standard', 1), ('w2', 'n', 'output', null, null, 1),
    ('(all)', 'm', 'web_search', null, null, 7), ('(all)', 'm', 'image', null, null, 1)
) as given (account_id, llm_model, meter, stated_quantity, service_tier, days)
select
    given.* exclude (days),
    'anthropic' as provider,
    'Usage' as charge_category,
    timestamptz '2026-03-01 00:00:00+00' as period_start_at,
    timestamptz '2026-03-01 00:00:00+00' + to_days(days) as period_end_at,
    date '2026-03-01' as period_start_date,
    date '2026-03-01' + days as period_end_date,
-- given int_llm_model_names
select
    'anthropic' as provider,
    'm-2026' as llm_model_name,
    'm' as llm_model,
    '-infinity'::timestamptz as name_valid_from,
    'infinity'::timestamptz as name_valid_to,
-- given stg_usage_buckets
from (values
    ('w1', 'm-2026', 'standard', 10, 4, 100, 9, 0, 12), ('w2', 'm', 'batch', 20, null, null, 9, 12, 24),
    ('w2', 'm', 'priority', 40, null, 1, 9, 12, 24), ('w1', 'n', null, 3, null, null, 9, 0, 24),
    ('w2', 'n', null, 5, null, null, 9, 0, 24), ('w2', 'n', null, 7, null, null, 9, 24, 48)
) as given (
    project_id, llm_model, service_tier, visible_output_tokens, reasoning_tokens, cache_read_tokens, web_searches,
    from_hour, to_hour
)
select
    given.* exclude (from_hour, to_hour),
    'anthropic' as provider,
    timestamptz '2026-03-01 00:00:00+00' + to_hours(from_hour) as bucket_start,
    timestamptz '2026-03-01 00:00:00+00' + to_hours(to_hour) as bucket_end,
-- expect
from (values ('(all)', 'm', 'output', 34), ('(all)', 'm', 'cache_read', 101), ('w2', 'n', 'output', 5)) as expected (
    account_id, llm_model, meter, reported_quantity
)
