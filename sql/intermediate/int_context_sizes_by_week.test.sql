-- test: a week is described for each feature and for the model as a whole, with what no size is known for left out
-- given int_context_sizes_by_day
from (values
    ('x', 100, 6, 6000, 1000, 60, 600000000000::hugeint),
    ('x', 200, 3, 60000, 20000, 30, 300000000000),
    ('y', 300, 1, 200000, 200000, 10, 100000000000),
    ('y', -3, 2, null, null, 20, null)
) as given (feature, prompt_bucket, requests, prompt_tokens, largest_prompt_tokens, output_tokens, list_cost_picousd)
cross join (values ('p', 'm', 0, date '2026-03-04')) as same (provider, llm_model, unpriced_requests, event_date)
-- expect
from (values
    ('x', 9, 9, 66000, 90, 900000000000, 1000, 20000, 20000, 20000, 6, 3, null, date '2026-03-02'),
    ('y', 3, 1, 200000, 30, 100000000000, 200000, 200000, 200000, 200000, null, null, 1, date '2026-03-02'),
    ('(all)', 12, 10, 266000, 120, 1000000000000, 1000, 20000, 200000, 200000, 6, 3, 1, date '2026-03-02')
) as expected (
    feature, requests, sized_requests, prompt_tokens, output_tokens, list_cost_picousd, prompt_tokens_p50,
    prompt_tokens_p90, prompt_tokens_p99, largest_prompt_tokens, requests_to_4k, requests_4k_to_32k, requests_over_128k,
    week_date
)
