-- test: reasoning is part of the completion, and a day lasts a UTC day
-- given source_records
from (values
    (1, '{"data": [{"date": "2026-09-03", "model": "anthropic/claude-sonnet-5",
        "model_permaslug": "anthropic/claude-5-sonnet-20260612", "endpoint_id": "550e", "provider_name": "Anthropic",
        "usage": 0.42, "byok_usage_inference": 0.0, "requests": 7, "prompt_tokens": 52000, "completion_tokens": 3100,
        "reasoning_tokens": 900}, {"date": "soon", "model": "m", "requests": 1}]}'),
    (2, '{}')
) as given (line_no, json)
-- expect
from (values
    ('anthropic/claude-5-sonnet-20260612', 7, 52000, 2200, 900, true, timestamptz '2026-09-04 00:00:00+00', null),
    ('m', 1, null, null, null, false, null, 'bad_timestamp')
) as expected (
    llm_model, requests, uncached_input_tokens, visible_output_tokens, reasoning_tokens, is_output_split, bucket_end,
    reject_reason
)
