-- test: bands, start dates and hours of the day are read from the lines
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'prices/providers/anthropic.yml' as path,
    concat_ws(
        chr(10), 'name: Anthropic', 'id: anthropic', 'extractors:', '  - root: usage', '    mappings:',
        '      - path: input_tokens', 'models:', '  - id: claude-x', '    match:', '      or:',
        '        - contains: claude-x', '    description: >-', '      base: of all', '    prices:', '      - prices:',
        '          input_mtok:', '            base: 5 # below', '            tiers:', '              - start: 200000',
        '                price: 10', '          web_searches_kcount: 10', '      - constraint:',
        '          start_date: 2026-03-13', '        prices:', '          input_mtok: 5',
        '          cache_write_1h_mtok: 10', '', '  - id: claude-y', '    prices:', '      output_mtok: 25',
        '  - id: claude-free', '    prices: {}'
    ) as text
union all
select 'f2', 1, 'deepseek.yml', concat_ws(
    chr(10), 'id: deepseek', 'models:', '  - id: chat-x', '    prices:', '      - prices:',
    '          input_mtok: 0.27', '      - constraint:', '          start_time: 16:30:00Z',
    '          end_time: 00:30:00Z', '        prices:', '          input_mtok: 0.135')
-- expect
from (values
    ('f1', 17, 'claude-x', 'uncached_input', 'standard', 0, 5000000,
        timestamptz '1970-01-01 00:00:00+00', timestamptz '2026-03-13 00:00:00+00'),
    ('f1', 20, 'claude-x', 'uncached_input', 'standard', 200000, 10000000,
        timestamptz '1970-01-01 00:00:00+00', timestamptz '2026-03-13 00:00:00+00'),
    ('f1', 25, 'claude-x', 'uncached_input', 'standard', 0, 5000000, timestamptz '2026-03-13 00:00:00+00', null),
    ('f1', 26, 'claude-x', 'cache_write_1h', 'standard', 0, 10000000, timestamptz '2026-03-13 00:00:00+00', null),
    ('f1', 30, 'claude-y', 'visible_output', 'standard', 0, 25000000, timestamptz '1970-01-01 00:00:00+00', null),
    ('f2', 6, 'chat-x', 'uncached_input', 'standard', 0, 270000, timestamptz '1970-01-01 00:00:00+00', null),
    ('f2', 11, 'chat-x', 'uncached_input', 'daily 16:30:00Z-00:30:00Z', 0, 135000,
        timestamptz '1970-01-01 00:00:00+00', null)
) as expected (
    file_id, line_no, llm_model, meter, service_tier, context_threshold_tokens, price_picousd_per_unit, valid_from,
    valid_to)

-- test: what cannot be read is refused with the model named
-- given source_records
select
    'f1' as file_id, 1 as line_no, 'openai.yml' as path,
    concat_ws(
        chr(10), 'id: openai', 'models:', '  - id: a', '    prices:', '      thought_mtok: 5', '      input_mtok: many',
        '  - id: b', '    prices:', '      input_mtok:', '        tiers:', '          - price: 5') as text
-- expect
from (values
    (5, 'a', 'unknown_price_key'), (6, 'a', 'bad_price'), (11, 'b', 'bad_threshold')
) as expected (line_no, llm_model, reject_reason)
