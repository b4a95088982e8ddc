-- grain: one row per month or ISO week, provider and model with cost in it or in the period before
-- key: period_kind, period_date, provider, llm_model, cost_basis
-- units: _usd in USD; the eleven parts add up to change_usd to the last picodollar
-- source: int_bill_effects, int_reconciled_costs_by_day
-- why: the bill grew, by what? Each part answers for one factor with the others held (LMDI, int_bill_effects), in this
--      order: calls, where they went, segments that came or went, prices, then what a call uses, and calls that were
--      not used. A reasoning blow-up with flat logs of everything else is all in reasoning_usd
with period_costs as (
    select
        *,
        unnest([
            {kind: 'month', date: month_of(reporting_date)},
            {kind: 'week', date: date_trunc('week', reporting_date)::date},
        ]) as period,
    from int_reconciled_costs_by_day
),

reconciled_costs as (
    select
        period.kind as period_kind,
        provider,
        llm_model,
        reconciled_share(reconciled_cost_picousd, list_cost_picousd) as reconciled_cost_share,
        period.date as period_date,
    from period_costs
    group by period.kind, provider, llm_model, period.date
),

reconciled_changes as (
    select
        effects.*,
        after.reconciled_cost_share,
        before.reconciled_cost_share as previous_reconciled_cost_share,
    from int_bill_effects as effects
    left join reconciled_costs as after
        on effects.period_kind = after.period_kind
        and effects.provider = after.provider
        and effects.llm_model = after.llm_model
        and effects.period_date = after.period_date
    left join reconciled_costs as before
        on effects.period_kind = before.period_kind
        and effects.provider = before.provider
        and effects.llm_model = before.llm_model
        and effects.previous_period_date = before.period_date
),

changes as (
    select
        period_kind,
        provider,
        llm_model,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        sum(calls_before) filter (meter = 'wasted')::bigint as previous_requests,
        sum(calls_after) filter (meter = 'wasted')::bigint as requests,
        any_value(days_before)::bigint as previous_period_days,
        any_value(days_after)::bigint as period_days,
        usd(sum(cost_before_picousd)) as previous_cost_usd,
        usd(sum(cost_after_picousd)) as cost_usd,
        any_value(previous_reconciled_cost_share) as previous_reconciled_cost_share,
        any_value(reconciled_cost_share) as reconciled_cost_share,
        usd(sum(change_picousd)) as change_usd,
        usd(sum(volume_picousd)) as volume_usd,
        usd(sum(mix_picousd)) as mix_usd,
        usd(sum(if(rule = 'new', segment_picousd, 0))) as new_usd,
        usd(sum(if(rule = 'ended', segment_picousd, 0))) as ended_usd,
        usd(sum(price_picousd)) as price_usd,
        usd(sum(if(meter in ('uncached_input', 'input_audio', 'image'), quantity_picousd, 0))) as input_usd,
        usd(sum(if(meter like 'cache_%', quantity_picousd, 0))) as cache_usd,
        usd(sum(if(meter in ('visible_output', 'output_audio'), quantity_picousd, 0))) as visible_output_usd,
        usd(sum(if(meter = 'reasoning', quantity_picousd, 0))) as reasoning_usd,
        usd(sum(if(meter in ('web_search', 'tool_call'), quantity_picousd, 0))) as fees_usd,
        usd(sum(if(rule = 'wasted', segment_picousd, 0))) as retries_usd,
        period_date,
        previous_period_date,
    from reconciled_changes
    group by period_kind, provider, llm_model, period_date, previous_period_date
)

select * from changes
