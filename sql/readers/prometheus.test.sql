-- test: usage is the difference of two readings, a restart counts what came since, and ranks that repeat count once
-- given source_records
select
    'f' as file_id,
    '/metrics/llama-70b/federate.prom' as path,
    concat_ws(
        chr(10),
        '# HELP vllm:prompt_tokens_total Number of tokens.', '# TYPE vllm:prompt_tokens_total counter',
        'vllm:prompt_tokens_total{engine="0",model_name="m"} 120000.0 1788429600000',
        'vllm:prefix_cache_hits_total{engine="0",model_name="m"} 2e+04 1788429600000',
        'vllm:generation_tokens_total{engine="0",model_name="m"} 9000.0 1788429600000',
        'vllm:request_success_total{engine="0",finished_reason="stop",model_name="m"} 40.0 1788429600000',
        'vllm:request_success_total{engine="0",finished_reason="abort",model_name="m"} 1.0 1788429600000',
        'vllm:num_requests_running{engine="0",model_name="m"} NaN 1788429600000',
        'vllm:prompt_tokens_total{engine="0",model_name="m"} 1.3e+05 1788430200000',
        'vllm:prefix_cache_hits_total{engine="0",model_name="m"} 26000 1788430200000',
        'vllm:generation_tokens_total{engine="0",model_name="m"} 9500.0 1788430200000',
        'vllm:request_success_total{engine="0",finished_reason="stop",model_name="m"} 44.0 1788430200000',
        'vllm:request_success_total{engine="0",finished_reason="abort",model_name="m"} 2.0 1788430200000',
        'vllm:prompt_tokens_total{engine="0",model_name="m"} 700.0 1788430800000',
        'vllm:generation_tokens_total{engine="0",model_name="m"} 10.0 1788430800000',
        'sglang:prompt_tokens_total{model_name="s",tp_rank="0",dp_rank="0"} 100 1788429600000',
        'sglang:prompt_tokens_total{model_name="s",tp_rank="1",dp_rank="0"} 100 1788429600000',
        'sglang:prompt_tokens_total{model_name="s",tp_rank="0",dp_rank="0"} 150 1788430200000',
        'sglang:prompt_tokens_total{model_name="s",tp_rank="1",dp_rank="0"} 150 1788430200000', ''
    ) as text
-- expect
from (values
    (9, 'llama-70b', 'm', 5, 4000, 6000, 500, timestamptz '2026-09-03 10:00:00+00',
        timestamptz '2026-09-03 10:10:00+00'),
    (14, 'llama-70b', 'm', null, 700, null, 10, timestamptz '2026-09-03 10:10:00+00',
        timestamptz '2026-09-03 10:20:00+00'),
    (18, 'llama-70b', 's', null, 50, null, null, timestamptz '2026-09-03 10:00:00+00',
        timestamptz '2026-09-03 10:10:00+00')
) as expected (
    line_no, project_id, llm_model, requests, uncached_input_tokens, cache_read_tokens, visible_output_tokens,
    bucket_start, bucket_end
)

-- test: the answer of a range query holds a series at a time
-- given source_records
select
    'f' as file_id,
    '/metrics/qwen/range.json' as path,
    '{"status": "success", "data": {"resultType": "matrix", "result": [
        {"metric": {"__name__": "vllm:generation_tokens_total", "model_name": "m", "engine": "1", "instance": "h:8000"},
            "values": [[1788429600, "10"], [1788433200.5, "35"], [1788436800, "35"]]},
        {"metric": {"__name__": "llamacpp:prompt_tokens_total"}, "values": [[1788429600, "5"], [1788433200, "6"]]},
        {"metric": {"__name__": "up"}, "values": [[1788429600, "1"]]}]}}' as text
-- expect
from (values
    ('prometheus|qwen|h:8000/1|m|1788429600000|1788433200500', 25, null),
    ('prometheus|qwen|h:8000/1|m|1788433200500|1788436800000', 0, null),
    ('prometheus|qwen||1788429600000|1788433200000', null, 1)
) as expected (bucket_key, visible_output_tokens, uncached_input_tokens)

-- test: one reading, a value that is no counter, a time that is missing and a cache beyond the prompt are refused
-- given source_records
from (values
    ('a', 'vllm:prompt_tokens_total{model_name="m"} 5 1788429600000'),
    ('b', concat_ws(
        chr(10), 'vllm:prompt_tokens_total{model_name="m"} 5 1788429600000',
        'vllm:prompt_tokens_total{model_name="m"} +Inf 1788430200000',
        'vllm:prompt_tokens_total{model_name="m"} 9 1788430800000')),
    ('c', 'vllm:prompt_tokens_total{model_name="m"} 5'),
    ('d', concat_ws(
        chr(10), 'sglang:prompt_tokens_total 5 1788429600000', 'sglang:cached_tokens_total 5 1788429600000',
        'sglang:prompt_tokens_total 6 1788430200000', 'sglang:cached_tokens_total 9 1788430200000')),
    ('e', 'no metrics'),
    ('f', '{"status": "error"')
) as given (file_id, text)
-- expect
from (values
    ('a', 'one_reading', null),
    ('b', 'not_a_counter', null),
    ('b', null, 4),
    ('c', 'bad_timestamp', null),
    ('d', 'inconsistent_counters', -3)
) as expected (file_id, reject_reason, uncached_input_tokens)

-- test: the sums of TGI's histograms are tokens, the count of one is requests, and their buckets are nothing
-- given source_records
select
    'f' as file_id,
    '/metrics/tgi-8b/federate.prom' as path,
    concat_ws(
        chr(10),
        'tgi_request_input_length_bucket{le="100"} 7 1788429600000', 'tgi_request_input_length_sum 1000 1788429600000',
        'tgi_request_input_length_count 10 1788429600000', 'tgi_request_generated_tokens_sum 200 1788429600000',
        'tgi_request_duration_count 10 1788429600000', 'tgi_request_duration_sum 31.4 1788429600000',
        'tgi_request_input_length_bucket{le="100"} 9 1788430200000', 'tgi_request_input_length_sum 1500 1788430200000',
        'tgi_request_generated_tokens_sum 260 1788430200000', 'tgi_request_duration_count 14 1788430200000'
    ) as text
-- expect
from (values ('tgi-8b', 4, 500, 60, null)) as expected (
    project_id, requests, uncached_input_tokens, visible_output_tokens, reject_reason
)
