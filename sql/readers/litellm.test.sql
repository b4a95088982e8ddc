-- test: cached and written tokens are taken out of the prompt, reasoning out of the completion
-- given source_records
from (values
    (1, '{"request_id": "a", "prompt_tokens": 12307, "completion_tokens": 550, "total_tokens": 12857,
        "custom_llm_provider": "anthropic", "model": "claude-x", "startTime": "2026-09-03 09:20:46.847371",
        "endTime": "2026-09-03 09:20:47.851954", "completionStartTime": "2026-09-03 09:20:47.101000",
        "spend": 0.054399, "metadata": {"usage_object": {"cache_creation_input_tokens": 12304,
        "cache_read_input_tokens": 0}}}'),
    (2, '{"request_id": "b", "prompt_tokens": 2600, "completion_tokens": 1944, "total_tokens": 4544,
        "custom_llm_provider": "openai", "model": "gpt-5.6", "startTime": "2026-09-03T09:20:46Z",
        "metadata": {"usage_object": {"prompt_tokens_details": {"cached_tokens": 2000, "cache_write_tokens": 400},
        "completion_tokens_details": {"reasoning_tokens": 1360}}}}')
) as given (line_no, json)
-- expect
from (values
    (1, 'a', 3, 0, 12304, 550, null, 12307, 550, 12857, 54399000000, 'litellm-inclusive-v1', false),
    (2, 'b', 200, 2000, 400, 584, 1360, 2600, 1944, 4544, null, 'litellm-inclusive-v1', true)
) as expected (
    line_no, dedupe_key, uncached_input_tokens, cache_read_tokens, cache_write_unknown_ttl_tokens,
    visible_output_tokens, reasoning_tokens, reported_input_tokens, reported_output_tokens, reported_total_tokens,
    reported_cost_picousd, meter_convention, is_output_split
)

-- test: metadata is read as an object, as text and as text encoded twice; without usage the totals stand alone
-- given source_records
select
    line_no,
    '{"request_id": "r' || line_no || '", "prompt_tokens": 10, "completion_tokens": 20, "model": "gpt-4o",
    "startTime": "2026-09-03 09:20:46", "metadata": ' || metadata || '}' as json,
from (values
    (1, '{"usage_object": {"prompt_tokens_details": {"cached_tokens": 4}}}'),
    (2, to_json('{"usage_object": {"prompt_tokens_details": {"cached_tokens": 4}}}')::varchar),
    (3, to_json(to_json('{"usage_object": {"prompt_tokens_details": {"cached_tokens": 4}}}')::varchar)::varchar),
    (4, '"no json"'),
    (5, 'null')
) as written (line_no, metadata)
-- expect
from (values
    (1, 6, 4, 'litellm-inclusive-v1'),
    (2, 6, 4, 'litellm-inclusive-v1'),
    (3, 6, 4, 'litellm-inclusive-v1'),
    (4, 10, null, 'litellm-inclusive-totals-v1'),
    (5, 10, null, 'litellm-inclusive-totals-v1')
) as expected (line_no, uncached_input_tokens, cache_read_tokens, meter_convention)

-- test: cache writes keep their lifetime where the gateway reports it
-- given source_records
from (values
    (1, '{"request_id": "a", "prompt_tokens": 1000, "completion_tokens": 1, "model": "claude-x",
        "startTime": "2026-09-03 09:20:46", "metadata": {"usage_object": {"cache_creation_input_tokens": 900,
        "cache_creation_token_details": {"ephemeral_5m_input_tokens": 100, "ephemeral_1h_input_tokens": 800}}}}')
) as given (line_no, json)
-- expect
from (values (100, 100, 800, null::bigint)) as expected (
    uncached_input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unknown_ttl_tokens
)

-- test: audio and image tokens leave the text meters
-- given source_records
from (values
    (1, '{"request_id": "a", "prompt_tokens": 100, "completion_tokens": 50, "model": "gpt-audio",
        "startTime": "2026-09-03 09:20:46", "metadata": {"usage_object": {
        "prompt_tokens_details": {"audio_tokens": 60, "cached_tokens": 10},
        "completion_tokens_details": {"audio_tokens": 30, "image_tokens": 5, "reasoning_tokens": 0}}}}')
) as given (line_no, json)
-- expect
from (values (30, 10, 60, 15, 0, 30, 5)) as expected (
    uncached_input_tokens, cache_read_tokens, input_audio_tokens, visible_output_tokens, reasoning_tokens,
    output_audio_tokens, image_tokens
)

-- test: the standard logging payload gives the same row, with epoch seconds exact to the microsecond
-- given source_records
from (values
    (1, '{"id": "chatcmpl-1", "trace_id": "t1", "status": "success", "call_type": "acompletion", "stream": true,
        "custom_llm_provider": "openai", "model": "openai/gpt-4o", "model_group": "fast", "model_id": "dep-1",
        "startTime": 1788427246.847371, "endTime": 1788427247.5, "prompt_tokens": 10, "completion_tokens": 20,
        "response_cost": 0.00022500000000000002, "request_tags": ["prod", "feature:search"], "end_user": "cust-17",
        "metadata": {"user_api_key_hash": "k1", "user_api_key_team_id": "team", "user_api_key_user_id": "u1"},
        "response": {"usage": {"prompt_tokens_details": {"cached_tokens": 4}}}}'),
    (2, '{"id": "chatcmpl-2", "model": "gpt-4o", "startTime": 1788427246, "prompt_tokens": 1, "completion_tokens": 1,
        "response_cost": 0, "response_cost_failure_debug_info": {"error_str": "no price"}, "response": "{}"}')
) as given (line_no, json)
-- expect
from (values
    (1, 'chatcmpl-1', 't1', 'chat', 'openai', 'fast', 'gpt-4o', 'dep-1', 'cust-17', 'k1', 'team', 'u1', 'search', true,
        6, 4, 225000000, timestamptz '2026-09-03 09:20:46.847371+00'),
    (2, 'chatcmpl-2', null, null, null, null, 'gpt-4o', null, null, null, null, null, null, null,
        1, null, null, timestamptz '2026-09-03 09:20:46+00')
) as expected (
    line_no, dedupe_key, operation_id, operation, provider, request_llm_model, response_llm_model, deployment,
    customer_ref, api_key_id, project_id, user_id, feature, is_streaming, uncached_input_tokens, cache_read_tokens,
    reported_cost_picousd, started_at
)

-- test: an answer from the gateway's own cache meters nothing and does not hide the call it repeats
-- given source_records
from (values
    (1, '{"request_id": "a", "prompt_tokens": 10, "completion_tokens": 20, "model": "gpt-4o", "spend": 0,
        "startTime": "2026-09-03 09:20:46", "cache_hit": "True"}'),
    (2, '{"request_id": "a", "prompt_tokens": 10, "completion_tokens": 20, "model": "gpt-4o", "spend": 0.1,
        "startTime": "2026-09-03 09:00:00", "cache_hit": "False"}')
) as given (line_no, json)
-- expect
from (values
    (1, 'a:cache-hit:2026-09-03 09:20:46', 0, 0, 10, 20),
    (2, 'a', 10, 20, 10, 20)
) as expected (
    line_no, dedupe_key, uncached_input_tokens, visible_output_tokens, reported_input_tokens, reported_output_tokens
)

-- test: requests without an id stay as many as they are, and failed attempts stay apart
-- given source_records
from (values
    (1, '{"request_id": "", "prompt_tokens": 10, "completion_tokens": 20, "model": "gpt-4o",
        "startTime": "2026-09-03 09:20:46.1"}'),
    (2, '{"request_id": "", "prompt_tokens": 10, "completion_tokens": 20, "model": "gpt-4o",
        "startTime": "2026-09-03 09:20:46.2"}'),
    (3, '{"request_id": "f", "prompt_tokens": 0, "completion_tokens": 0, "model": "", "status": "failure",
        "startTime": "2026-09-03 09:20:46.3", "metadata": {"attempted_retries": 2,
        "error_information": {"error_code": "429", "error_class": "RateLimitError"}}}'),
    (4, '{"request_id": "g", "prompt_tokens": 5, "completion_tokens": 9, "model": "gpt-4o", "status": "failure",
        "startTime": "2026-09-03 09:20:46.4"}'),
    (5, '{}')
) as given (line_no, json)
-- expect
from (values
    (1, md5('2026-09-03 09:20:46.1|gpt-4o|10|20'), true, null, null, null, false, null),
    (2, md5('2026-09-03 09:20:46.2|gpt-4o|10|20'), true, null, null, null, false, null),
    (3, 'f:failure:2026-09-03 09:20:46.3', false, 'RateLimitError', 429, 3, false, null),
    (4, 'g:failure:2026-09-03 09:20:46.4', false, 'failure', null, null, true, null)
) as expected (
    line_no, dedupe_key, is_request_id_derived, error_type, status_code, attempt_no, is_usage_estimated, reject_reason
)

-- test: negative fresh input, bad counters and bad costs are rejected, never clamped
-- given source_records
select
    line_no,
    '{"request_id": "r' || line_no || '", "prompt_tokens": ' || prompt_count || ', "completion_tokens": 5,
    "spend": ' || spend || ', "model": "' || llm_model || '", "startTime": "' || started || '",
    "metadata": {"usage_object": {"cache_read_input_tokens": ' || read_count || '}}}' as json,
from (values
    (1, '100', '101', '1', 'gpt-4o', '2026-09-03 09:20:46'),
    (2, '-5', '0', '1', 'gpt-4o', '2026-09-03 09:20:46'),
    (3, '2.5', '0', '1', 'gpt-4o', '2026-09-03 09:20:46'),
    (4, '"12"', '0', '1', 'gpt-4o', '2026-09-03 09:20:46'),
    (5, 'false', '0', '1', 'gpt-4o', '2026-09-03 09:20:46'),
    (6, '100', '0', '-0.5', 'gpt-4o', '2026-09-03 09:20:46'),
    (7, '100', '0', '"NaN"', 'gpt-4o', '2026-09-03 09:20:46'),
    (8, '100', '0', '1', '', '2026-09-03 09:20:46'),
    (9, '100', '0', '1', 'gpt-4o', ''),
    (10, '100', '100', '1', 'gpt-4o', '2026-09-03 09:20:46')
) as written (line_no, prompt_count, read_count, spend, llm_model, started)
-- expect
from (values
    (1, 'inconsistent_counters',
        'prompt 100 leaves -1 and completion 5 leaves 5 after their parts, expected 0 or more'),
    (2, 'negative_counter', 'prompt_tokens is -5, expected a whole number from 0 to 10^10'),
    (3, 'fractional_counter', 'prompt_tokens is 2.5, expected a whole number from 0 to 10^10'),
    (4, 'not_a_counter', 'prompt_tokens is "12", expected a whole number from 0 to 10^10'),
    (5, 'not_a_counter', 'prompt_tokens is false, expected a whole number from 0 to 10^10'),
    (6, 'bad_cost', 'spend is -0.5, expected USD from 0 to below 10^6'),
    (7, 'bad_cost', 'spend is "NaN", expected USD from 0 to below 10^6'),
    (8, 'no_model', 'model is empty, expected the model that answered'),
    (9, 'bad_timestamp', 'startTime is , expected a time from 2020 to 2099'),
    (10, null, null)
) as expected (line_no, reject_reason, reject_detail)

-- test: a stored prompt becomes a hash, the same for the same prompt; without one there is none
-- given source_records
select
    line_no,
    '{"request_id": "r' || line_no || '", "prompt_tokens": 1, "completion_tokens": 1, "model": "gpt-4o",
    "startTime": "2026-09-03 09:20:46"' || messages || '}' as json,
from (values
    (1, ', "messages": [{"role": "user", "content": "hi"}]'),
    (2, ', "messages": [{"role": "user", "content": "hi"}]'),
    (3, ', "messages": "[{\"role\": \"user\"}]"'),
    (4, ', "messages": {}'),
    (5, ', "messages": null'),
    (6, '')) as written (line_no, messages)
-- expect
from (values
    (1, md5('[{"role":"user","content":"hi"}]')),
    (2, md5('[{"role":"user","content":"hi"}]')),
    (3, md5('[{"role": "user"}]')),
    (4, null),
    (5, null),
    (6, null)) as expected (line_no, prompt_hash)
