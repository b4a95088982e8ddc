-- grain: one row per billing period, customer with requests in it and plan that could be had at its start
-- key: period_start_date, customer_id, plan_id
-- units: used and included quantity in included_unit, _usd in USD, shares from 0 to 1
-- source: int_plan_usage, int_plan_limit_replays, stg_plans
-- why: what the same use would have cost the customer under each plan. A plan without any limit has nothing to replay
--      and is nobody's best plan unless he has it; a plan that would turn use away is none either
with int_plan_limit_replays as (
    select * from int_plan_limit_replays
),

candidates as (
    select
        usage.* exclude (plan_id),
        usage.plan_id as current_plan_id,
        plans.plan_id,
        plans.currency,
        plans.included_unit,
        coalesce(plans.overage_block, 1)::hugeint * 1000000 as block_millionths,
        picousd_of(plans.overage_price) as block_picousd,
        fee_of_period(
            plans.base_fee, plans."interval", usage.quantity_millionths, usage.period_start_date, usage.period_end_date
        ) as fee_picousd,
        millionths_of(plans.included_quantity) * usage.quantity_millionths // 1000000 as included_millionths,
        plan_quantity(plans.included_unit, usage.total_tokens, usage.requests, usage.list_cost_picousd)
            as used_millionths,
        coalesce(usage.plan_id = plans.plan_id, false) as is_current_plan,
        coalesce(plans.included_quantity, plans.five_hour_limit, plans.weekly_limit) is not null as is_limit_stated,
    from int_plan_usage as usage
    inner join stg_plans as plans
        on usage.period_start_date >= plans.valid_from
        and usage.period_start_date < coalesce(plans.valid_to, date '9999-12-31')
),

-- The discount is the customer's on the plan it has; nobody has promised it one on another.
replayed as (
    select
        candidates.*,
        if(
            is_current_plan,
            fee_picousd * ((100 - discount_percent) * 1000000)::hugeint // 100000000,
            fee_picousd
        ) as own_fee_picousd,
        if(included_millionths is null, 0, blocks_beyond(used_millionths, included_millionths, block_millionths))
            as blocks,
        greatest(
            coalesce(1 - replays.served_millionths / nullif(replays.asked_millionths, 0), 0),
            if(
                block_picousd is null and included_millionths is not null,
                greatest(0, 1 - included_millionths / nullif(used_millionths, 0)),
                0
            )
        ) as throttled_share,
    from candidates
    left join int_plan_limit_replays as replays
        on candidates.customer_id = replays.customer_id
        and candidates.plan_id = replays.plan_id
        and candidates.period_start_date = replays.period_start_date
),

priced as (
    select
        *,
        case
            when currency <> 'USD' or (included_millionths is not null and used_millionths is null) then null
            when block_picousd is null then own_fee_picousd
            else own_fee_picousd + blocks * block_picousd
        end as price_picousd,
    from replayed
),

choices as (
    select
        *,
        price_picousd is not null and throttled_share = 0 and (is_limit_stated or is_current_plan) as is_choice,
    from priced
),

ranked as (
    select
        *,
        max(price_picousd) filter (is_current_plan) over customer_period as current_price_picousd,
        case
            when is_choice then row_number() over (
                partition by customer_id, period_start_date, is_choice
                order by price_picousd, not is_current_plan, plan_id
            )
        end as plan_rank,
    from choices
    window customer_period as (partition by customer_id, period_start_date)
),

plan_replay as (
    select
        customer_id,
        plan_id,
        current_plan_id,
        included_unit,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        plan_rank,
        requests::bigint as requests,
        unpriced_requests::bigint as unpriced_requests,
        total_tokens::bigint as total_tokens,
        blocks::bigint as overage_blocks,
        (used_millionths::decimal(38, 0) * 0.000001::decimal(7, 6))::decimal(38, 6) as used_quantity,
        (included_millionths::decimal(38, 0) * 0.000001::decimal(7, 6))::decimal(38, 6) as included_quantity,
        throttled_share,
        usd(own_fee_picousd) as fee_usd,
        usd(price_picousd) as plan_price_usd,
        usd(current_price_picousd - price_picousd) as saving_usd,
        usd(list_cost_picousd) as list_cost_usd,
        case when throttled_share = 0 then usd(price_picousd - list_cost_picousd) end as margin_usd,
        is_current_plan,
        coalesce(plan_rank = 1, false) as is_best_plan,
        is_limit_stated,
        is_complete,
        period_start_date,
        period_end_date,
    from ranked
)

select * from plan_replay
