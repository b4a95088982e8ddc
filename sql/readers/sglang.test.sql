-- test: the prompt includes what the prefix cache served; the folder names the deployment, aborted calls count
-- given source_records
select
    '/var/log/llama-70b/sglang-request-metrics-20260903_10.log' as path,
    *,
from (values
    (1, '{"request_parameters": "{\"rid\": \"r1\", \"sampling_params\": {\"max_new_tokens\": 256}}", "id": "r1",
        "finish_reason": {"type": "stop", "matched": 2}, "prompt_tokens": 2048, "completion_tokens": 120,
        "cached_tokens": 1536, "e2e_latency": 1.92, "queue_time": 0.05, "request_received_ts": 1788429634.12,
        "request_finished_ts": 1788429636.04}'),
    (2, '{"deployment": "qwen", "model": "qwen-3", "customer_id": "acme", "meta_info": {"id": "r2",
        "prompt_tokens": 10, "completion_tokens": 5, "e2e_latency": 1.5, "request_received_ts": 1788429634,
        "finish_reason": {"type": "abort"}}}'),
    (3, '{"id": "r3", "prompt_tokens": 10, "cached_tokens": 11, "request_received_ts": 1788429634}'),
    (4, '{"id": "r4", "prompt_tokens": 10}'),
    (5, '{}')
) as given (line_no, json)
-- expect
from (values
    (1, 'r1', 'llama-70b', null, null, 256, 512, 1536, 120, timestamptz '2026-09-03 10:00:36.04+00', null),
    (2, 'r2', 'qwen', 'qwen-3', 'aborted', null, 10, null, 5, timestamptz '2026-09-03 10:00:35.5+00', null),
    (3, 'r3', 'llama-70b', null, null, null, -1, 11, null, null, 'inconsistent_counters'),
    (4, 'r4', 'llama-70b', null, null, null, 10, null, null, null, 'bad_timestamp')
) as expected (
    line_no, dedupe_key, deployment, response_llm_model, error_type, max_output_tokens, uncached_input_tokens,
    cache_read_tokens, visible_output_tokens, ended_at, reject_reason
)
