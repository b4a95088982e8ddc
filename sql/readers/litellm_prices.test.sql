-- test: keys are taken apart into meter, band, batch and tier, in exact picodollars from exponent forms
-- given source_records
select
    'book' as source, 'f1' as file_id, 'prices/litellm_2025-09-01.json' as path, 1 as line_no,
    '{"sample_spec": {"litellm_provider": "one of", "input_cost_per_token": 0},
        "vendor/model-x": {"litellm_provider": "vendor", "mode": "chat", "max_input_tokens": 1000000,
            "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05, "supports_reasoning": true,
            "cache_read_input_token_cost": 3E-7, "cache_creation_input_token_cost": 0,
            "cache_creation_input_token_cost_above_1hr": 6e-06,
            "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 1.2e-05,
            "input_cost_per_token_above_200k_tokens": 6e-06, "output_cost_per_token_batches": 0.0000075,
            "input_cost_per_token_above_272k_tokens_priority": 1e-5, "input_cost_per_token_flex": null,
            "search_context_cost_per_query": {"search_context_size_low": 0.01, "search_context_size_high": 0.01}}
        }'::json as json
-- expect
from (values
    ('uncached_input', 'standard', false, 0, 3000000), ('visible_output', 'standard', false, 0, 15000000),
    ('reasoning', 'standard', false, 0, 15000000), ('cache_read', 'standard', false, 0, 300000),
    ('cache_write_unknown_ttl', 'standard', false, 0, 0), ('cache_write_1h', 'standard', false, 0, 6000000),
    ('cache_write_1h', 'standard', false, 200000, 12000000), ('uncached_input', 'standard', false, 200000, 6000000),
    ('visible_output', 'standard', true, 0, 7500000), ('reasoning', 'standard', true, 0, 7500000),
    ('uncached_input', 'priority', false, 272000, 10000000), ('web_search', 'standard', false, 0, 10000000000)
) as rates (meter, service_tier, is_batch, context_threshold_tokens, price_picousd_per_unit)
    cross join (values (
        'vendor', 'model-x', 'litellm', timestamptz '2025-09-01 00:00:00+00', null
    )) as expected (provider, llm_model, price_source, known_from, reject_reason)

-- test: a name is the provider's own: prefixes and regions of the list are taken off
-- given source_records
select
    'f1' as file_id, 1 as line_no,
    '{"gpt-x": {"litellm_provider": "openai", "input_cost_per_token": 1e-06},
        "gemini/gemini-x": {"litellm_provider": "gemini", "input_cost_per_token": 1e-06},
        "gemini-x": {"litellm_provider": "vertex_ai-language-models", "input_cost_per_token": 2e-06},
        "azure/eu/gpt-x": {"litellm_provider": "azure", "input_cost_per_token": 1.1e-06},
        "bedrock/us-east-1/anthropic.claude-x": {"litellm_provider": "bedrock", "input_cost_per_token": 8e-06},
        "us.anthropic.claude-x": {"litellm_provider": "bedrock_converse", "input_cost_per_token": 9e-06}}'::json as json
-- expect
from (values
    ('openai', 'gpt-x', 'global', 1000000), ('google', 'gemini-x', 'global', 1000000),
    ('google-vertex', 'gemini-x', 'global', 2000000), ('azure', 'gpt-x', 'eu', 1100000),
    ('aws-bedrock', 'anthropic.claude-x', 'us-east-1', 8000000),
    ('aws-bedrock', 'us.anthropic.claude-x', 'global', 9000000)
) as expected (provider, llm_model, region_class, price_picousd_per_unit)

-- test: T40 two names of one model at different prices are refused together, equal ones are one row
-- given source_records
select
    'f1' as file_id, 1 as line_no,
    '{"chat": {"litellm_provider": "vendor", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06},
        "vendor/chat": {"litellm_provider": "vendor", "input_cost_per_token": 3e-06},
        "code": {"litellm_provider": "vendor", "input_cost_per_token": 1e-06},
        "vendor/code": {"litellm_provider": "vendor", "input_cost_per_token": 0.000001}}'::json as json
-- expect
from (values
    ('chat', 'chat input_cost_per_token', 'conflicting_prices'),
    ('chat', 'chat output_cost_per_token', 'conflicting_prices'),
    ('chat', 'vendor/chat input_cost_per_token', 'conflicting_prices'), ('code', 'code input_cost_per_token', null)
) as expected (llm_model, source_row, reject_reason)

-- test: a key nobody knows is reported, one that we do not meter is passed over, and a price must be exact
-- given source_records
select
    'f1' as file_id, 1 as line_no,
    '{"vendor/a": {"litellm_provider": "vendor", "thought_cost_per_idea": 1e-06, "input_cost_per_pixel": 1},
        "vendor/b": {"litellm_provider": "vendor", "input_cost_per_token": 4.6875e-12},
        "vendor/c": {"litellm_provider": "vendor", "input_cost_per_token": -1e-06},
        "vendor/d": {"litellm_provider": "vendor", "input_cost_per_token": 3},
        "vendor/e": {"litellm_provider": "vendor", "input_cost_per_token": "1e-06"},
        "vendor/f": {"litellm_provider": "vendor", "search_context_cost_per_query": {"low": 0.01, "top": 0.02}},
        "vendor/g": {"litellm_provider": "vendor", "mode": "chat"}}'::json as json
-- expect
from (values
    ('a', 'unknown_price_key', 'vendor/a thought_cost_per_idea is 0.000001, expected a key that this reader knows'),
    ('b', 'price_not_whole_picodollars',
        'vendor/b input_cost_per_token is 4.6875e-12, expected a whole number of 10^-12 USD'),
    ('c', 'bad_price', 'vendor/c input_cost_per_token is -0.000001, expected a number from 0'),
    ('d', 'price_out_of_range',
        'vendor/d input_cost_per_token is 3, expected at most 0.001 USD per token and 1 USD per search'),
    ('e', null, null)
) as expected (llm_model, reject_reason, reject_detail)
