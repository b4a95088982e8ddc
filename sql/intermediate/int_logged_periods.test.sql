-- test: a stretch of time goes to the charge of its own kind, else to the shortest period over it
-- given int_invoiced_meters
from (values ('m', 'output', 5, 6), ('m', 'cache_read', 1, 32)) as given (llm_model, meter, from_day, to_day)
select
    * exclude (from_day, to_day),
    'anthropic' as provider,
    '(all)' as account_id,
    true as has_usage,
    timestamptz '2026-01-01 00:00:00+00' + to_days(from_day - 1) as period_start_at,
    timestamptz '2026-01-01 00:00:00+00' + to_days(to_day - 1) as period_end_at,
-- given int_logged_slots
from (values
    ('output', 'standard', 1, 1, 5, 0),
    ('output', 'standard', 10, 5, 6, 3),
    ('output', 'priority', 20, 5, 6, 4),
    ('output', 'standard', 100, 6, 32, 9),
    ('cache_read', 'standard', 2, 1, 5, 0),
    ('cache_read', 'standard', 5, 5, 6, 5),
    ('image', 'standard', 7, 5, 6, 1),
    ('image', 'standard', 9, 32, 33, 1)) as given (
    meter, service_tier, quantity, from_day, to_day, last_hour_quantity
)
select
    * exclude (from_day, to_day),
    'anthropic' as provider,
    '(all)' as account_id,
    'm' as llm_model,
    false as is_batch,
    'global' as region_class,
    0 as prompt_tokens_from,
    timestamptz '2026-01-01 00:00:00+00' + to_days(from_day - 1) as slot_start_at,
    timestamptz '2026-01-01 00:00:00+00' + to_days(to_day - 1) as slot_end_at,
-- expect
from (values
    ('output', 'standard', 10, 3, 5, 6),
    ('output', 'priority', 20, 4, 5, 6),
    ('output', 'standard', 101, 9, 1, 32),
    ('cache_read', 'standard', 7, 0, 1, 32),
    ('image', 'standard', 7, 1, 5, 6)) as expected (
    meter, service_tier, logged_quantity, last_hour_quantity, from_day, to_day
)
select
    * exclude (from_day, to_day),
    timestamptz '2026-01-01 00:00:00+00' + to_days(from_day - 1) as period_start_at,
    timestamptz '2026-01-01 00:00:00+00' + to_days(to_day - 1) as period_end_at,
