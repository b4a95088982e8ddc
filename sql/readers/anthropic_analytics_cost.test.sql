-- test: cents become dollars with the key, model and meter of their group; a line has an identity of its own
-- given source_records
select
    1 as line_no,
    [
        {'starting_at': '2026-09-01T00:00:00Z', 'ending_at': '2026-09-02T00:00:00Z',
            'group': {'api_key_id': 'key-1', 'model': 'claude-opus-5', 'token_type': 'output_tokens',
                'workspace_id': 'w-1', 'speed': null, 'session_id': null, 'rbac_group_id': null},
            'cost': {'amount': '123.45', 'list_amount': '150', 'currency': 'usd'}},
        {'starting_at': '2026-09-01T00:00:00Z', 'ending_at': '2026-09-02T00:00:00Z',
            'group': {'api_key_id': 'key-2', 'model': 'claude-opus-5', 'token_type': null,
                'workspace_id': null, 'speed': 'fast', 'session_id': 's-9', 'rbac_group_id': null},
            'cost': {'amount': '0.000001', 'list_amount': null, 'currency': 'USD'}}
    ] as data
-- expect
from (values
    ('key-1', 'w-1', 'output', null, null, 1.2345, 1.5, 'USD', null, 1),
    ('key-2', null, null, 's-9', 'fast', 0.00000001, null, 'USD', null, 1)
) as expected (
    api_key_id, sub_account_id, meter, charge_description, service_tier, billed_cost, list_cost, billing_currency,
    reject_reason, line_no
)

-- test: groups of people, amounts that are none, a missing currency and a time beyond all years are refused
-- given source_records
select
    line_no,
    [{'starting_at': starting_at, 'ending_at': '2026-09-02T00:00:00Z', 'group': {'rbac_group_id': people},
        'cost': {'amount': amount, 'list_amount': null, 'currency': currency}}] as data,
from (values
    (1, '2026-09-01T00:00:00Z', 'people', '1', 'usd'),
    (2, '2026-09-01T00:00:00Z', null, 'much', 'usd'),
    (3, '2026-09-01T00:00:00Z', null, '1', null),
    (4, '1999-09-01T00:00:00Z', null, '1', 'usd')
) as written (line_no, starting_at, people, amount, currency)
-- expect
from (values
    (1, 'overlapping_group'), (2, 'bad_amount'), (3, 'no_currency'), (4, 'timestamp_out_of_range')
) as expected (line_no, reject_reason)
