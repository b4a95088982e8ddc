-- test: what needs a catalogue is not computed without one, and everything else is
-- given int_prices
from (values ('uncached_input', 100), ('cache_read', 10), ('cache_write_5m', 125), ('cache_write_1h', 200)) as given (
    meter, price_picousd_per_unit)
cross join (values ('anthropic', 'claude-opus-4-5', 'standard', false, 'global', 0)) as same (
    provider, llm_model, service_tier, is_batch, region_class, context_threshold_tokens)
-- expect
from (values
    ('context_share_of_weights', null), ('eight_contexts_of_memory', null), ('efficiency_at_512', 0.4),
    ('prefill_to_decode', 0.726756), ('index_of_top_share', 1.177184), ('gpt5_output_price', null),
    ('opus_output_price', null), ('five_minute_reads', 1), ('one_hour_reads', 2), ('deepseek_memory', null),
    ('input_cost', null), ('output_cost', 0.3003), ('asymmetry', 4.97973), ('coding_session', 0.070421),
    ('ridge', null), ('critical_context', null), ('no_batching_penalty', null), ('half_volume_margin', -0.1),
    ('retries', 1.052632), ('four_times_context', null), ('long_context', null), ('five_calls', 0.25)
) as expected (claim_id, figure)
