-- grain: one row per customer, kind of window (five hours, week) and window with use; weeks also where revenue accrued
-- key: customer_id, window_kind, window_start
-- units: used and limit quantity in limit_unit, _usd in USD, shares and markups as ratios (1 = 100 %)
-- source: int_usage_windows, int_plan_accruals, int_customer_plans
-- why: a flat fee is sold in windows: how much a customer takes out of one, at list prices, against its limit and
--      against what the fee earned meanwhile. Without a weekly limit, a week has its part of the month's allowance
with int_customer_plans as (
    select * from int_customer_plans
),

windows as (
    select
        customer_id,
        window_kind,
        coalesce(used.requests, 0) as requests,
        coalesce(used.unpriced_requests, 0) as unpriced_requests,
        coalesce(used.total_tokens, 0) as total_tokens,
        if(used.requests is null, 0, used.list_cost_picousd)::hugeint as list_cost_picousd,
        coalesce(used.uncosted_requests, 0) as uncosted_requests,
        used.serving_cost_picousd,
        case
            when used.is_allocated and used.is_modelled then 'allocated and modelled'
            when used.is_allocated then 'allocated'
            when used.is_modelled then 'modelled'
        end as serving_evidence,
        accruals.accrued_picousd,
        week_date,
        window_start,
        window_end,
    from int_usage_windows as used
    full outer join int_plan_accruals as accruals using (customer_id, window_kind, week_date, window_start, window_end)
),

-- The plan in force on the last day of the week; of several the one that began last.
planned as (
    select
        windows.*,
        plans.* exclude (customer_id, valid_from, valid_to, start_date, discount_percent, billing_anchor_day),
    from windows
    left join int_customer_plans as plans
        on windows.customer_id = plans.customer_id
        and windows.week_date + 6 >= plans.valid_from
        and windows.week_date + 6 < plans.valid_to
    qualify row_number() over (
        partition by windows.customer_id, windows.window_kind, windows.window_start
        order by plans.start_date desc nulls last, plans.subscription_id desc
    ) = 1
),

limited as (
    select
        *,
        case
            when window_kind = 'week' and weekly_limit is null and included_quantity is not null then included_unit
            else limit_unit
        end as unit,
        case
            when window_kind = 'five hours' and five_hour_limit is not null then 'stated'
            when window_kind = 'week' and weekly_limit is not null then 'stated'
            when window_kind = 'week' and included_quantity is not null then 'spread from the month'
        end as limit_basis,
        case
            when window_kind = 'five hours' then millionths_of(five_hour_limit)
            when weekly_limit is not null then millionths_of(weekly_limit)
            else millionths_of(included_quantity) * 7 // day(last_day(week_date))
        end * quantity_millionths // 1000000 as limit_millionths,
    from planned
),

measured as (
    select
        *,
        plan_quantity(unit, total_tokens, requests, list_cost_picousd) as used_millionths,
    from limited
),

plan_windows as (
    select
        customer_id,
        window_kind,
        plan_id,
        unit as limit_unit,
        limit_basis,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        serving_evidence,
        requests::bigint as requests,
        unpriced_requests::bigint as unpriced_requests,
        uncosted_requests::bigint as uncosted_requests,
        total_tokens::bigint as total_tokens,
        (used_millionths::decimal(38, 0) * 0.000001::decimal(7, 6))::decimal(38, 6) as used_quantity,
        (limit_millionths::decimal(38, 0) * 0.000001::decimal(7, 6))::decimal(38, 6) as limit_quantity,
        used_millionths / nullif(limit_millionths, 0) as used_share,
        usd(list_cost_picousd) as list_cost_usd,
        usd(serving_cost_picousd) as cost_to_serve_usd,
        usd(accrued_picousd) as price_accrued_usd,
        accrued_picousd / nullif(list_cost_picousd, 0) - 1 as list_markup,
        accrued_picousd / nullif(serving_cost_picousd, 0) - 1 as serving_markup,
        used_millionths > limit_millionths as is_over_limit,
        window_start,
        window_end,
    from measured
)

select * from plan_windows
