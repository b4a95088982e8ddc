-- test: classes are disjoint and requests are counted by user, key and model
-- given source_records
select
    1 as line_no,
    [
        {'starting_at': '2026-09-01T00:00:00Z', 'ending_at': '2026-09-01T01:00:00Z',
            'group': {'actor': 'ines@example.com', 'api_key_id': 'key-1', 'model': 'claude-opus-5',
                'service_tier': 'batch', 'rbac_group_id': null},
            'usage': {'uncached_input_tokens': '100'::json, 'cache_read_input_tokens': '900'::json,
                'cache_creation': {'ephemeral_5m_input_tokens': '5'::json, 'ephemeral_1h_input_tokens': '7'::json},
                'output_tokens': '40'::json, 'server_tool_use': {'web_search_requests': '2'::json},
                'requests': '3'::json}},
        {'starting_at': '2026-09-01T00:00:00Z', 'ending_at': '2026-09-01T01:00:00Z',
            'group': {'actor': null, 'api_key_id': 'key-2', 'model': 'claude-opus-5', 'service_tier': 'standard',
                'rbac_group_id': null},
            'usage': {'uncached_input_tokens': '1'::json, 'cache_read_input_tokens': null,
                'cache_creation': null, 'output_tokens': null, 'server_tool_use': null, 'requests': null}}
    ] as data
-- expect
from (values
    ('ines@example.com', 'key-1', true, 3, 100, 900, 5, 7, 40, 2, null),
    (null, 'key-2', false, null, 1, null, null, null, null, null, null)
) as expected (
    user_id, api_key_id, is_batch, requests, uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens,
    cache_write_1h_tokens, visible_output_tokens, web_searches, reject_reason
)

-- test: groups of people and numbers that are none are refused
-- given source_records
select
    line_no,
    [{'starting_at': '2026-09-01T00:00:00Z', 'ending_at': '2026-09-01T01:00:00Z', 'group': {'rbac_group_id': people},
        'usage': {'uncached_input_tokens': tokens::json, 'requests': requests::json}}] as data,
from (values (1, 'people', '1', '1'), (2, null, '"many"', '1'), (3, null, '1', '-1')) as written (
    line_no, people, tokens, requests
)
-- expect
from (values (1, 'overlapping_group'), (2, 'not_a_counter'), (3, 'negative_counter')) as expected (
    line_no, reject_reason
)
