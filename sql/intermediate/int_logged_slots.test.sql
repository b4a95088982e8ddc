-- test: hours between the bounds of charge periods are added up in the invoice's words, those beside a bound apart
-- given int_invoiced_meters
from (values ('anthropic', '(all)', 'm', 'output', 24), ('openai', 'p', '(not named)', '(not named)', 48)) as given (
    provider, account_id, llm_model, meter, hours
)
select
    * exclude (hours),
    true as has_usage,
    timestamptz '2026-01-05 07:00:00+00' as period_start_at,
    timestamptz '2026-01-05 07:00:00+00' + to_hours(hours) as period_end_at,
-- given int_logged_usage_by_hour
from (values
    ('anthropic', 'p', 'm', 'reasoning', 1, 6),
    ('anthropic', 'p', 'm', 'reasoning', 2, 7),
    ('anthropic', 'q', 'm', 'visible_output', 4, 12),
    ('anthropic', 'q', 'm', 'visible_output', 8, 30),
    ('anthropic', 'q', 'm', 'visible_output', 16, 31),
    ('openai', 'p', 'x', 'cache_read', 32, 7),
    ('openai', 'q', 'y', 'cache_read', 64, 8),
    ('google', 'q', 'y', 'cache_read', 128, 8)) as given (provider, project_id, llm_model, meter, quantity, hour_no)
select
    * exclude (hour_no),
    quantity * 5 as cost_picousd,
    timestamptz '2026-01-05 00:00:00+00' + to_hours(hour_no) as hour_at,
-- given int_billed_names
from (values
    ('anthropic', 'p', 'm', 'reasoning', '(all)', 'm', 'output'),
    ('anthropic', 'q', 'm', 'visible_output', '(all)', 'm', 'output'),
    ('openai', 'p', 'x', 'cache_read', 'p', '(not named)', '(not named)'),
    ('openai', 'q', 'y', 'cache_read', 'q', '(not named)', '(not named)')) as given (
    provider, project_id, llm_model, meter, account_id, billed_llm_model, billed_meter
)
-- expect
from (values
    ('anthropic', '(all)', 'm', 'output', 14, 2, 70, 2, 8),
    ('openai', 'p', '(not named)', '(not named)', 32, 0, 160, 32, 0),
    ('openai', 'q', '(not named)', '(not named)', 64, 0, 320, 0, 0)) as expected (
    provider, account_id, llm_model, meter, quantity, reasoning_quantity, cost_picousd, first_hour_quantity,
    last_hour_quantity
)
