-- grain: one row per UTC day, provider, model, feature, first error of the operation and kind of chain
-- key: event_date, provider, llm_model, feature, error_type, chain_kind, cost_basis
-- units: _tokens in Tokens, _usd in USD, shares from 0 to 1, amplifications as ratios from 1
-- source: int_retries_by_hour, int_degraded_hours, int_reconciled_days
-- why: what trying again costs hides in the cost of answers. Amplification beside what independent failures would make
--      (1 / (1 − failed share)) tells bad luck from a storm. Chains that the log declares and those inferred from
--      failures, prompts and pauses stand apart. Attempts count on their own day, operations on that of their first
with int_retries_by_hour as (
    select * from int_retries_by_hour
),

int_degraded_hours as (
    select * from int_degraded_hours
),

model_days as (
    select
        provider,
        llm_model,
        count(*) as hours,
        count(*) filter (is_degraded) as degraded_hours,
        any_value(usual_failed_share) as usual_failed_share,
        event_date,
        min(hour_start) filter (is_degraded) as degraded_from_at,
        max(hour_start) filter (is_degraded) + interval 1 hour as degraded_to_at,
    from int_degraded_hours
    group by provider, llm_model, event_date
),

days as (
    select
        hours.provider,
        hours.llm_model,
        hours.feature,
        hours.first_failure as error_type,
        hours.chain_kind,
        sum(hours.attempts) as attempts,
        sum(hours.failed_attempts) as failed_attempts,
        sum(hours.unpriced_attempts) as unpriced_attempts,
        sum(hours.operations) as operations,
        sum(hours.retried_operations) as retried_operations,
        sum(hours.layered_operations) as layered_operations,
        sum(hours.resolved_operations) as resolved_operations,
        max(hours.longest_chain_attempts) as longest_chain_attempts,
        sum(hours.unlogged_attempts) as unlogged_attempts,
        sum(hours.tokens) as tokens,
        sum(hours.resolving_tokens) as resolving_tokens,
        sum(hours.failed_tokens) as failed_tokens,
        sum(hours.list_cost_picousd) as cost_picousd,
        coalesce(sum(hours.resolving_cost_picousd), 0) as resolving_cost_picousd,
        coalesce(sum(hours.failed_cost_picousd), 0) as failed_cost_picousd,
        sum(hours.attempts) filter (degraded.is_degraded) as degraded_attempts,
        sum(hours.list_cost_picousd) filter (degraded.is_degraded) as degraded_cost_picousd,
        hours.event_date,
    from int_retries_by_hour as hours
    left join int_degraded_hours as degraded
        on hours.provider = degraded.provider
        and hours.llm_model = degraded.llm_model
        and hours.hour_start = degraded.hour_start
    group by
        hours.provider, hours.llm_model, hours.feature, hours.first_failure, hours.chain_kind, hours.event_date
),

overhead as (
    select
        days.provider,
        days.llm_model,
        days.feature,
        days.error_type,
        days.chain_kind,
        'list' as cost_basis,
        if(reconciled.is_reconciled, 'reconciled', 'modelled') as cost_evidence,
        days.operations::bigint as operations,
        days.resolved_operations::bigint as resolved_operations,
        days.retried_operations::bigint as retried_operations,
        days.layered_operations::bigint as layered_operations,
        days.attempts::bigint as attempts,
        days.failed_attempts::bigint as failed_attempts,
        days.unpriced_attempts::bigint as unpriced_attempts,
        days.unlogged_attempts::bigint as unlogged_attempts,
        days.longest_chain_attempts::bigint as longest_chain_attempts,
        days.tokens::bigint as total_tokens,
        days.failed_tokens::bigint as failed_tokens,
        (days.tokens - days.resolving_tokens)::bigint as wasted_tokens,
        days.attempts / nullif(days.operations, 0) as attempt_amplification,
        days.attempts / nullif(days.attempts - days.failed_attempts, 0) as independent_amplification,
        days.tokens / nullif(days.resolving_tokens, 0) as token_amplification,
        days.cost_picousd / nullif(days.resolving_cost_picousd, 0) as cost_amplification,
        usd(days.cost_picousd) as cost_usd,
        usd(if(days.cost_picousd is null, null, days.failed_cost_picousd)) as failed_cost_usd,
        usd(days.cost_picousd - days.resolving_cost_picousd) as wasted_cost_usd,
        (days.cost_picousd - days.resolving_cost_picousd) / nullif(days.cost_picousd, 0) as wasted_cost_share,
        days.failed_attempts / days.attempts as failed_share,
        model_days.usual_failed_share,
        model_days.degraded_hours,
        model_days.degraded_hours / model_days.hours as degraded_hour_share,
        coalesce(days.degraded_attempts, 0)::bigint as degraded_attempts,
        usd(coalesce(days.degraded_cost_picousd, 0)) as degraded_cost_usd,
        days.event_date,
        model_days.degraded_from_at,
        model_days.degraded_to_at,
    from days
    inner join model_days
        on days.provider = model_days.provider
        and days.llm_model = model_days.llm_model
        and days.event_date = model_days.event_date
    left join int_reconciled_days as reconciled
        on days.provider = reconciled.provider
        and days.llm_model = reconciled.llm_model
        and days.event_date = reconciled.event_date
)

select * from overhead
