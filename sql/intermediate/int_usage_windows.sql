-- grain: one row per customer, kind of window and start of a window in which the customer used something
-- key: customer_id, window_kind, window_start
-- units: total_tokens in Tokens, _picousd in 10^-12 USD: list of fully priced requests, serving of those with a cost
-- source: int_customer_costs_by_hour, int_customer_serving_by_hour, settings
-- why: plans are limited by windows that roll with the use: the first hour of use opens one, five hours later it is
--      over and the next use opens another. The chain begins anew each week, so that a week stands on its own hours.
--      A call that is still being served is use
-- kept: table by week_date
with settings as (
    select * from settings
),

hours as (
    select
        customer_id,
        coalesce(costs.requests, 0) as requests,
        coalesce(costs.unpriced_requests, 0) as unpriced_requests,
        coalesce(costs.total_tokens, 0) as total_tokens,
        costs.list_cost_picousd,
        serving.uncosted_requests,
        serving.serving_cost_picousd,
        serving.is_allocated,
        serving.is_modelled,
        epoch_us(hour_start) // 3600000000 as hour_no,
        date_trunc('week', reporting_date)::date as week_date,
        hour_start,
    from int_customer_costs_by_hour as costs
    full outer join int_customer_serving_by_hour as serving using (customer_id, reporting_date, hour_start)
),

weeks as (
    select
        customer_id,
        window_starts(list(distinct hour_no order by hour_no)) as start_hours,
        week_date,
    from hours
    group by customer_id, week_date
),

placed as (
    select
        hours.*,
        make_timestamptz(
            list_last(list_filter(weeks.start_hours, lambda start_hour: start_hour <= hours.hour_no)) * 3600000000
        ) as five_hours_start,
        midnight_at(hours.week_date, settings.reporting_time_zone) as week_start,
        midnight_at(hours.week_date + 7, settings.reporting_time_zone) as week_end,
    from hours
    cross join settings
    inner join weeks
        on hours.customer_id = weeks.customer_id
        and hours.week_date = weeks.week_date
),

kinds as (
    select
        *,
        unnest([
            struct_pack(
                window_kind := 'five hours',
                window_start := greatest(five_hours_start, week_start),
                window_end := least(five_hours_start + interval 5 hours, week_end)
            ),
            struct_pack(window_kind := 'week', window_start := week_start, window_end := week_end)
        ], recursive := true),
    from placed
),

usage_windows as (
    select
        customer_id,
        window_kind,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(total_tokens) as total_tokens,
        sum(list_cost_picousd) as list_cost_picousd,
        sum(uncosted_requests) as uncosted_requests,
        sum(serving_cost_picousd) as serving_cost_picousd,
        coalesce(bool_or(is_allocated), false) as is_allocated,
        coalesce(bool_or(is_modelled), false) as is_modelled,
        week_date,
        window_start,
        window_end,
    from kinds
    group by customer_id, window_kind, week_date, window_start, window_end
)

select * from usage_windows
