-- test: T43 a price is known from the day the list took it up to the day of the next one, and holds for all time
-- given source_records
from (values
    (1, '2024-05-13', 'openai', 'gpt-x', 'input_cost_per_token', '5e-06'),
    (2, '2024-10-02', 'openai', 'gpt-x', 'input_cost_per_token', '2.5e-06'),
    (3, '2024-10-02', 'openai', 'gpt-x', 'input_cost_per_token_batches', '1.25e-06'),
    (4, '2024-03-25', 'anthropic', 'claude-x', 'cache_creation_input_token_cost', '3.75e-06'),
    (5, '2024-06-01', 'anthropic', 'claude-x', 'cache_creation_input_token_cost', null),
    (6, '2025-01-01', 'xai', 'xai/grok-x', 'output_cost_per_token', '0'),
    (7, '2025-01-01', 'openai', 'openai/gpt-x', 'input_cost_per_token', '9e-06')
) as given (line_no, first_seen_date, litellm_provider, model, field, new_usd_per_token)
-- expect
from (values
    (1, 'gpt-x', 'uncached_input', false, 5000000, timestamptz '2024-05-13 00:00:00+00',
        timestamptz '2024-10-02 00:00:00+00'),
    (2, 'gpt-x', 'uncached_input', false, 2500000, timestamptz '2024-10-02 00:00:00+00', null),
    (3, 'gpt-x', 'uncached_input', true, 1250000, timestamptz '2024-10-02 00:00:00+00', null),
    (4, 'claude-x', 'cache_write_5m', false, 3750000, timestamptz '2024-03-25 00:00:00+00',
        timestamptz '2024-06-01 00:00:00+00'),
    (6, 'grok-x', 'visible_output', false, 0, timestamptz '2025-01-01 00:00:00+00', null)
) as expected (line_no, llm_model, meter, is_batch, price_picousd_per_unit, known_from, known_to)

-- test: what cannot be read is refused with its line
-- given source_records
from (values
    (1, '2024-05-13', 'gpt-x', 'output_cost_per_idea', '5e-06'),
    (2, 'May 2024', 'gpt-x', 'input_cost_per_token', '5e-06'),
    (3, '2024-05-13', 'gpt-y', 'input_cost_per_token', '-5e-06'),
    (4, '2024-05-13', 'gpt-z', 'input_cost_per_token', '5e-14'),
    (5, '2024-05-13', 'gpt-w', 'input_cost_per_token', '1')
) as given (line_no, first_seen_date, model, field, new_usd_per_token)
cross join (values ('openai')) as same (litellm_provider)
-- expect
from (values
    (1, 'unknown_price_key'), (2, 'bad_validity'), (3, 'bad_price'), (4, 'price_not_whole_picodollars'),
    (5, 'price_out_of_range')
) as expected (line_no, reject_reason)
