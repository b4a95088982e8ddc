-- test: the logs are named with the detail that the invoice has, model by model
-- given int_invoiced_meters
from (values
    ('anthropic', 'p', 'm', 'output', true), ('anthropic', 'p', 'n', '(not named)', true),
    ('openai', '(all)', '(not named)', '(not named)', true), ('openai', '(all)', 'x', 'output', false)) as given (
    provider, account_id, llm_model, meter, has_usage
)
-- given int_logged_usage_by_hour
from (values
    ('anthropic', 'p', 'm', 'reasoning'), ('anthropic', 'q', 'n', 'reasoning'), ('anthropic', 'q', 'o', 'cache_read'),
    ('openai', 'q', 'x', 'visible_output'), ('google', 'q', 'x', 'visible_output')) as given (
    provider, project_id, llm_model, meter
)
-- expect
from (values
    ('anthropic', 'p', 'm', 'reasoning', 'p', 'm', 'output'),
    ('anthropic', 'q', 'n', 'reasoning', 'q', 'n', '(not named)'),
    ('anthropic', 'q', 'o', 'cache_read', 'q', 'o', 'cache_read'),
    ('openai', 'q', 'x', 'visible_output', '(all)', '(not named)', '(not named)')) as expected (
    provider, project_id, llm_model, meter, account_id, billed_llm_model, billed_meter
)
