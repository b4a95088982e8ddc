-- test: the counters are the billed ones and the total is the cost; an own key's upstream bill is not added
-- given source_records
from (values
    (2, 'gen-1', '2026-09-03 09:20:34.120', '0.00251', '0', '1200', '80', '20', '800', 'openai/gpt-5.4', 'cust-17'),
    (3, 'gen-2', '2026-09-03T09:20:34Z', '0.0001', '0.5', '10', '5', '0', '0', 'openai/gpt-5.4', null),
    (4, 'gen-3', '2026-09-03T09:20:34Z', '-1', '0', '10', '5', '0', '0', 'openai/gpt-5.4', null),
    (5, 'gen-4', '2026-09-03T09:20:34Z', '0', '0', '10', '5', '6', '0', 'openai/gpt-5.4', null)
) as given (
    line_no, generation_id, created_at, cost_total, byok_usage_inference, tokens_prompt, tokens_completion,
    tokens_reasoning, tokens_cached, model_permaslug, "user"
)
-- expect
from (values
    (2, 'gen-1', 'cust-17', 400, 800, 60, 20, 2510000000, null),
    (3, 'gen-2', null, 10, 0, 5, 0, 100000000, null),
    (4, 'gen-3', null, 10, 0, 5, 0, null, 'bad_cost'),
    (5, 'gen-4', null, 10, 0, -1, 6, 0, 'inconsistent_counters')
) as expected (
    line_no, dedupe_key, customer_ref, uncached_input_tokens, cache_read_tokens, visible_output_tokens,
    reasoning_tokens, reported_cost_picousd, reject_reason
)
