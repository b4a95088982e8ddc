-- test: a week is described for each feature and for the model as a whole, with what no size is known for counted
-- given int_context_sizes_by_week
from (values
    ('x', 9, 9, 66000, 90, 900000000000::hugeint, 1000, 20000, 20000, 6, 3, null),
    ('y', 3, 1, 200000, 30, 100000000000, 200000, 200000, 200000, null, null, 1),
    ('(all)', 12, 10, 266000, 120, 1000000000000, 1000, 20000, 200000, 6, 3, 1)
) as given (
    feature, requests, sized_requests, prompt_tokens, output_tokens, list_cost_picousd, prompt_tokens_p50,
    prompt_tokens_p90, prompt_tokens_p99, requests_to_4k, requests_4k_to_32k, requests_over_128k)
cross join (values ('p', 'm', 0, date '2026-03-02')) as same (provider, llm_model, unpriced_requests, week_date)
-- given int_load_quantiles
from (values ('x', 0.5, 2), ('y', 0, 1), ('(all)', 1, 3))
    as given (feature, requests_per_second_p95, requests_per_second_peak)
cross join (values ('p', 'm', 120, date '2026-03-02')) as same (provider, llm_model, week_seconds, week_date)
-- given int_retries_by_hour
from (values ('x', 9, 6, 3), ('y', 3, 3, 0)) as given (feature, attempts, operations, failed_attempts)
cross join (values ('p', 'm', date '2026-03-04')) as same (provider, llm_model, event_date)
-- expect
from (values
    ('x', 9, 0, 22000 / 3, 10, 0.075, 0.5, 20 / 3, 1 / 3, 0.5, 1000, 20000, 20000, 2 / 3, 0, 0.9),
    ('y', 3, 2, 200000, 10, 0.025, 0, 0, 0, 0, 200000, 200000, 200000, 0, 1, 0.1),
    ('(all)', 12, 2, 26600, 10, 0.1, 1, 10, 0.25, 1 / 3, 1000, 20000, 200000, 0.6, 0.1, 1)
) as expected (
    feature, requests, unsized_requests, input_tokens_per_request, output_tokens_per_request, requests_per_second,
    requests_per_second_p95, p95_per_mean, failed_share, retry_rate, prompt_tokens_p50, prompt_tokens_p90,
    prompt_tokens_p99, context_to_4k_share, context_over_128k_share, cost_usd
)
