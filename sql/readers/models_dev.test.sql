-- test: bands and modes are taken apart, and what is sold by subscription is no price
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'prices/2026-09-01/api.json' as path,
    '{"openai": {"id": "openai", "models": {
            "gpt-x": {"id": "gpt-x", "cost": {"input": 5, "output": 30, "tiers": [
                    {"tier": {"type": "context", "size": 272000}, "input": 10}]},
                "experimental": {"modes": {"fast": {
                    "cost": {"input": 12.5}, "provider": {"body": {"service_tier": "priority"}}}}}},
            "gpt-y": {"id": "gpt-y"}}},
        "moonshotai": {"models": {"k": {"cost": {"input": 0.6, "reasoning": 2, "context_over_200k": {"input": 1.2}}}}},
        "anthropic": {"models": {"claude-x": {"cost": {"input": 3, "cache_read": 0.3, "cache_write": 3.75}}}},
        "plan": {"models": {"free": {"cost": {"input": 0, "output": 0}}}}}'::json as json
-- expect
from (values
    ('openai', 'gpt-x', 'uncached_input', 'standard', 0, 5000000),
    ('openai', 'gpt-x', 'visible_output', 'standard', 0, 30000000),
    ('openai', 'gpt-x', 'uncached_input', 'standard', 272000, 10000000),
    ('openai', 'gpt-x', 'uncached_input', 'priority', 0, 12500000),
    ('moonshot', 'k', 'uncached_input', 'standard', 0, 600000),
    ('moonshot', 'k', 'reasoning', 'standard', 0, 2000000),
    ('moonshot', 'k', 'uncached_input', 'standard', 200000, 1200000),
    ('anthropic', 'claude-x', 'uncached_input', 'standard', 0, 3000000),
    ('anthropic', 'claude-x', 'cache_read', 'standard', 0, 300000),
    ('anthropic', 'claude-x', 'cache_write_5m', 'standard', 0, 3750000)
) as expected (provider, llm_model, meter, service_tier, context_threshold_tokens, price_picousd_per_unit)
cross join (values (timestamptz '2026-09-01 00:00:00+00', null)) as same (known_from, reject_reason)

-- test: what cannot be read is refused with the model named
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'api.json' as path,
    '{"openai": {"models": {
        "a": {"cost": {"thought": 5}}, "b": {"cost": {"input": -5}}, "c": {"cost": {"input": 0.0000001}},
        "d": {"cost": {"input": 5000}}, "e": {"cost": {"tiers": [{"tier": {"type": "time"}, "input": 1}]}}}}}'::json
        as json
-- expect
from (values
    ('a', 'unknown_price_key', 'openai a thought is 5, expected a key that this reader knows'),
    ('b', 'bad_price', 'openai b input is -5, expected a number from 0'),
    ('c', 'price_not_whole_picodollars', 'openai c input is 1e-7, expected a whole number of 10^-12 USD per token'),
    ('d', 'price_out_of_range', 'openai d input is 5000, expected at most 1000 USD per million tokens'),
    ('e', 'bad_threshold', 'openai e input is 1, expected a whole number of tokens as the start of a band')
) as expected (llm_model, reject_reason, reject_detail)
