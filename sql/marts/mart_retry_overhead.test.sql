-- test: amplification, waste and degraded hours of a day, beside what independent failures would make
-- given int_retries_by_hour
from (values
    (14, 'timeout', 40, 30, 10, 10, 4000, 1000, 3000, 40, 10, 30),
    (14, '(none)', 10, 0, 10, 10, 1000, 1000, 0, 10, 10, null),
    (15, '(none)', 10, 0, 10, 10, 1000, 1000, 0, 10, 10, null)) as given (
    hour, first_failure, attempts, failed_attempts, operations, resolved_operations, tokens, resolving_tokens,
    failed_tokens, list_cost_picousd, resolving_cost_picousd, failed_cost_picousd
)
select
    * exclude (hour),
    'openai' as provider,
    'm' as llm_model,
    'chat' as feature,
    'declared' as chain_kind,
    4 as longest_chain_attempts,
    date '2026-01-01' as event_date,
    make_timestamptz(1767225600000000 + hour * 3600000000) as hour_start,
-- given int_degraded_hours
from (values (14, true), (15, false)) as given (hour, is_degraded)
select
    * exclude (hour),
    'openai' as provider,
    'm' as llm_model,
    0.01 as usual_failed_share,
    date '2026-01-01' as event_date,
    make_timestamptz(1767225600000000 + hour * 3600000000) as hour_start,
-- expect
from (values
    ('timeout', 40, 4.0, 4.0, 4.0, 4.0, 0.00000000004, 0.00000000003, 0.75, 1, 0.5, 40, 0.00000000004),
    ('(none)', 20, 1.0, 1.0, 1.0, 1.0, 0.00000000002, 0.0, 0.0, 1, 0.5, 10, 0.00000000001)) as expected (
    error_type, attempts, attempt_amplification, independent_amplification, token_amplification, cost_amplification,
    cost_usd, wasted_cost_usd, wasted_cost_share, degraded_hours, degraded_hour_share, degraded_attempts,
    degraded_cost_usd
)
select
    * replace (
        cost_usd::decimal(38, 12) as cost_usd,
        wasted_cost_usd::decimal(38, 12) as wasted_cost_usd,
        degraded_cost_usd::decimal(38, 12) as degraded_cost_usd
    ),
    timestamptz '2026-01-01 14:00:00+00' as degraded_from_at,
    timestamptz '2026-01-01 15:00:00+00' as degraded_to_at,
