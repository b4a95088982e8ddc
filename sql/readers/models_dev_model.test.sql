-- test: a file is the prices of the model that its path names, with bands and modes
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'models.dev/providers/openai/models/gpt-x.toml' as path,
    concat_ws(
        chr(10), 'name = "GPT X" # new', '[[reasoning_options]]', 'type = "effort"', '[cost]', 'input = 5.00 # USD',
        'output = 30.00', '[[cost.tiers]]', 'tier = { size = 272_000 }', 'input = 10.00', '[limit]',
        'context = 1_050_000', 'output = 128_000', '[experimental.modes.fast]', 'cost = { input = 12.50, output = 75 }',
        'provider = { body = { service_tier = "priority" } }'
    ) as text
union all
select 'f2', 1, 'providers/moonshotai/models/group/k.toml', concat_ws(
    chr(10), '[cost]', 'input = 0.6', '[cost.context_over_200k]', 'input = 1.2', '[experimental.modes.swift.cost]',
    'input = 2')
union all
select 'f3', 1, 'providers/plan/models/free.toml', concat_ws(chr(10), '[cost]', 'input = 0', 'output = 0.00')
union all
select 'f4', 1, 'providers/openai/models/other.toml', 'base_model = "openai/gpt-x"'
-- expect
from (values
    ('f1', 5, 'openai', 'gpt-x', 'uncached_input', 'standard', 0, 5000000),
    ('f1', 6, 'openai', 'gpt-x', 'visible_output', 'standard', 0, 30000000),
    ('f1', 9, 'openai', 'gpt-x', 'uncached_input', 'standard', 272000, 10000000),
    ('f1', 14, 'openai', 'gpt-x', 'uncached_input', 'priority', 0, 12500000),
    ('f1', 14, 'openai', 'gpt-x', 'visible_output', 'priority', 0, 75000000),
    ('f2', 2, 'moonshot', 'group/k', 'uncached_input', 'standard', 0, 600000),
    ('f2', 4, 'moonshot', 'group/k', 'uncached_input', 'standard', 200000, 1200000),
    ('f2', 6, 'moonshot', 'group/k', 'uncached_input', 'swift', 0, 2000000)
) as expected (
    file_id, line_no, provider, llm_model, meter, service_tier, context_threshold_tokens, price_picousd_per_unit)

-- test: what cannot be read is refused with the model named
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'providers/openai/models/a.toml' as path,
    concat_ws(chr(10), '[cost]', 'input = "5"', 'thought = 5', '[[cost.tiers]]', 'output = 1') as text
union all
select 'f2', 1, 'elsewhere/b.toml', concat_ws(chr(10), '[cost]', 'input = 1')
-- expect
from (values
    ('f1', 2, 'bad_price'), ('f1', 3, 'unknown_price_key'), ('f1', 5, 'bad_threshold'), ('f2', 2, 'missing_value')
) as expected (file_id, line_no, reject_reason)
