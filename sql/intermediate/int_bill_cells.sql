-- grain: one row per month or ISO week, provider, model, served tier, feature and meter
-- key: period_kind, period_date, provider, llm_model, service_tier, feature, meter
-- units: quantity in Tokens or Requests; cost_picousd in 10^-12 USD at list price; all_requests in Requests
-- source: int_bill_meters_by_day
-- why: a bill as the product of four factors (calls, share of the segment, quantity per call, price), which can be
--      compared with the period before one by one. Calls that were not used stand as a meter of their own, wasted,
--      which every segment has; of the others only those that were used
-- kept: build
with int_bill_meters_by_day as (
    select * from int_bill_meters_by_day
),

period_days as (
    select
        *,
        unnest([
            {kind: 'month', date: month_of(reporting_date)},
            {kind: 'week', date: date_trunc('week', reporting_date)::date},
        ]) as period,
    from int_bill_meters_by_day
),

segments as (
    select
        period.kind as period_kind,
        provider,
        llm_model,
        service_tier,
        feature,
        sum(requests)::bigint as requests,
        sum(requests + wasted_requests)::bigint as calls,
        [
            {meter: 'uncached_input', quantity: sum(uncached_input_tokens), cost: sum(uncached_input_cost_picousd)},
            {meter: 'cache_read', quantity: sum(cache_read_tokens), cost: sum(cache_read_cost_picousd)},
            {meter: 'cache_write_5m', quantity: sum(cache_write_5m_tokens), cost: sum(cache_write_5m_cost_picousd)},
            {meter: 'cache_write_1h', quantity: sum(cache_write_1h_tokens), cost: sum(cache_write_1h_cost_picousd)},
            {
                meter: 'cache_write_unknown_ttl', quantity: sum(cache_write_unknown_ttl_tokens),
                cost: sum(cache_write_unknown_ttl_cost_picousd)
            },
            {meter: 'visible_output', quantity: sum(visible_output_tokens), cost: sum(visible_output_cost_picousd)},
            {meter: 'reasoning', quantity: sum(reasoning_tokens), cost: sum(reasoning_cost_picousd)},
            {meter: 'input_audio', quantity: sum(input_audio_tokens), cost: sum(input_audio_cost_picousd)},
            {meter: 'output_audio', quantity: sum(output_audio_tokens), cost: sum(output_audio_cost_picousd)},
            {meter: 'image', quantity: sum(image_tokens), cost: sum(image_cost_picousd)},
            {meter: 'web_search', quantity: sum(web_searches), cost: sum(web_search_cost_picousd)},
            {meter: 'tool_call', quantity: sum(tool_calls_billed), cost: sum(tool_call_cost_picousd)},
            {meter: 'wasted', quantity: sum(wasted_requests), cost: sum(wasted_cost_picousd)},
        ] as meters,
        period.date as period_date,
    from period_days
    group by all
),

periods as (
    select
        period.kind as period_kind,
        sum(requests)::bigint as all_requests,
        count(distinct reporting_date) as days,
        period.date as period_date,
    from period_days
    group by all
),

cells as (
    select
        segments.* exclude (meters),
        unnest(segments.meters).meter as meter,
        unnest(segments.meters).quantity::hugeint as quantity,
        unnest(segments.meters).cost::hugeint as cost_picousd,
        periods.all_requests,
        periods.days,
    from segments
    inner join periods using (period_kind, period_date)
),

used_cells as (
    select * from cells where meter = 'wasted' or quantity <> 0 or cost_picousd <> 0
)

select * from used_cells
