-- test: calls of about the same prompt size share a row, and those of unknown size stand apart
-- given int_requests_priced
from (values
    (10000, 10, 5, true, 7),
    (10001, 20, null, true, 8),
    (20000, null, null, false, null),
    (0, 1, null, true, 1),
    (null, 1, null, false, null)
) as given (prompt_tokens, visible_output_tokens, reasoning_tokens, is_priced, list_cost_picousd)
cross join (values ('p', 'm', 'f', date '2026-03-01')) as same (provider, llm_model, feature, event_date)
-- expect
from (values
    (2, 0, 20001, 10001, 35, 15),
    (1, 1, 20000, 20000, 0, null),
    (1, 0, 0, 0, 1, 1),
    (1, 1, null, null, 1, null)
) as expected (requests, unpriced_requests, prompt_tokens, largest_prompt_tokens, output_tokens, list_cost_picousd)
