-- test: every call counts once, in its hour, with the chain it belongs to; a call outside of chains is one operation
-- given int_requests_priced
from (values
    ('a1', 'op', 1, 'timeout', 100, 0, true, 10, 0),
    ('a2', 'op', 2, null, 100, 50, true, 15, 3600),
    ('b1', null, null, null, 200, 10, true, 21, 0),
    ('c1', null, null, 'timeout', 0, 0, false, null, 0)) as given (
    dedupe_key, operation_id, attempt_no, error_type, uncached_input_tokens, visible_output_tokens, is_priced,
    list_cost_picousd, second
)
select
    * exclude (second),
    'openai' as provider,
    'm' as llm_model,
    'chat' as feature,
    date '2026-01-01' as event_date,
    make_timestamptz(1767225600000000 + second * 1000000::bigint) as started_at,
-- given int_retry_chains
from (values
    ('a1', 'declared', 'timeout', 1, 2, 1, false, false),
    ('a2', 'declared', 'timeout', 2, 2, 1, false, true),
    ('c1', 'inferred', 'timeout', 1, 1, 0, false, false)) as given (
    dedupe_key, chain_kind, first_failure, attempt, chain_attempts, unlogged_attempts, is_layered, is_resolving
)
-- expect
from (values
    (0, 'declared', 'timeout', 1, 1, 1, 0, 1, 100, 0, 10, null, 10),
    (1, 'declared', 'timeout', 1, 0, 0, 1, 0, 150, 150, 15, 15, null),
    (0, 'inferred', '(none)', 1, 1, 0, 1, 0, 210, 210, 21, 21, null),
    (0, 'inferred', 'timeout', 1, 1, 0, 0, 0, 0, 0, null, null, null)) as expected (
    hour, chain_kind, first_failure, attempts, operations, retried_operations, resolved_operations, unlogged_attempts,
    tokens, resolving_tokens, list_cost_picousd, resolving_cost_picousd, failed_cost_picousd
)
select
    * exclude (hour),
    date '2026-01-01' as event_date,
    make_timestamptz(1767225600000000 + hour * 3600000000) as hour_start,
