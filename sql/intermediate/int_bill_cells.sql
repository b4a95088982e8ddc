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
        list_append(
            summed_meters(period_days),
            {meter: 'wasted', quantity: sum(wasted_requests), cost: sum(wasted_cost_picousd)}
        ) as meters,
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
