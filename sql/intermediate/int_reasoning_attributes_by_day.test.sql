-- test: each call counts once in each attribute
-- given int_requests_priced
from (values
    ('gpt-1', 'low', 'aa', 10),
    ('gpt-1', 'high', null, 30),
    (null, 'high', 'aa', null)) as given (response_llm_model, reasoning_effort, prefix_hash, reasoning_tokens)
select *, 'gpt' as request_llm_model, date '2026-01-05' as event_date,
-- expect
from (values
    ('model_version', 'gpt-1', 2, 40),
    ('model_version', 'gpt', 1, 0),
    ('effort', 'low', 1, 10),
    ('effort', 'high', 2, 30),
    ('prompt_version', 'aa', 2, 10),
    ('prompt_version', '(not reported)', 1, 30)) as expected (attribute, attribute_value, requests, reasoning_tokens)
