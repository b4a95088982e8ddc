-- test: the cache and the audio are parts of the input, and reasoning is not told apart
-- given source_records
from (values
    (1, '{"object": "page", "data": [{"object": "bucket", "start_time": 1788220800, "end_time": 1788307200, "results": [
        {"object": "organization.usage.completions.result", "input_tokens": 10000, "input_cached_tokens": 6000,
        "input_cache_write_tokens": 1000, "input_uncached_tokens": 3000, "output_tokens": 800,
        "num_model_requests": 12, "project_id": "proj_a1", "user_id": null, "api_key_id": "key_x",
        "model": "gpt-5.6-sol", "batch": false, "service_tier": "default"},
        {"object": "organization.usage.web_search_calls.result", "num_requests": 7, "num_model_requests": 5},
        {"object": "organization.usage.completions.result", "input_tokens": 5, "input_cached_tokens": 9,
        "output_tokens": 1, "num_model_requests": 1, "model": "m"}]},
        {"object": "bucket", "start_time": 1788307200, "end_time": 1788393600, "results": []}],
        "has_more": false, "next_page": null}'),
    (2, '{}')
) as given (line_no, json)
-- expect
from (values
    ('gpt-5.6-sol', 'standard', 12, 3000, 6000, 1000, 800, null, false, null),
    (null, null, 5, null, null, null, null, 7, null, null),
    ('m', null, 1, -4, 9, null, 1, null, null, 'inconsistent_counters')
) as expected (
    llm_model, service_tier, requests, uncached_input_tokens, cache_read_tokens, cache_write_unknown_ttl_tokens,
    visible_output_tokens, web_searches, is_batch, reject_reason
)

-- test: the same group of a bucket has the same key in the next delivery, and another group has another
-- given source_records
select
    line_no,
    '{"data": [{"start_time": 1788220800, "end_time": 1788307200, "results": [
    {"object": "organization.usage.completions.result", "input_tokens": ' || tokens || ', "output_tokens": 1,
    "num_model_requests": 1, "model": "' || model || '"}]}]}' as json,
from (values (1, 5, 'a'), (2, 6, 'a'), (3, 5, 'b')) as written (line_no, tokens, model)
-- expect
select
    line_no,
    'openai usage|completions|1788220800|1788307200|' || group_hash as bucket_key,
    timestamptz '2026-09-02 00:00:00+00' as bucket_end,
from (values
    (1, '5ac5cf5fa4418633d600883ec948f9a4'),
    (2, '5ac5cf5fa4418633d600883ec948f9a4'),
    (3, '17ac111c868eb6327f7013192a0dec69')
) as expected (line_no, group_hash)
