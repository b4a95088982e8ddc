-- grain: as int_resource_costs_by_day, and one more row per UTC day and deployment with rent that no call bears
-- key: event_date, reporting_date, deployment, provider, llm_model, service_tier, customer_id, feature, cost_evidence,
--      resource_reason
-- units: as int_resource_costs_by_day
-- source: int_resource_costs_by_day, int_deployment_days
-- why: GPUs are paid for on days without a call too. With this row, (idle), allocated costs add up to the bill
with int_resource_costs_by_day as not materialized (
    select * from int_resource_costs_by_day
),

divided_days as (
    select
        deployment,
        sum(resource_cost_picousd + idle_cost_picousd) as divided_picousd,
        event_date,
    from int_resource_costs_by_day
    where cost_evidence = 'allocated'
    group by deployment, event_date
),

idle_days as (
    select
        days.deployment,
        days.provider,
        days.llm_model,
        days.rent_picousd - coalesce(divided_days.divided_picousd, 0) as idle_cost_picousd,
        days.low_rent_ratio,
        days.high_rent_ratio,
        days.event_date,
    from int_deployment_days as days
    left join divided_days
        on days.deployment = divided_days.deployment
        and days.event_date = divided_days.event_date
    where days.rent_picousd > coalesce(divided_days.divided_picousd, 0)
),

all_costs as (
    select * from int_resource_costs_by_day
    union all by name
    select
        * exclude (low_rent_ratio, high_rent_ratio),
        '(idle)' as service_tier,
        '(idle)' as customer_id,
        '(idle)' as feature,
        'allocated' as cost_evidence,
        '(none)' as resource_reason,
        0 as requests, 0 as uncosted_requests, 0 as computed_tokens, 0 as cached_tokens, 0 as output_tokens,
        0 as prefill_cost_picousd, 0 as decode_weights_cost_picousd, 0 as decode_kv_cost_picousd,
        0 as decode_compute_cost_picousd,
        0 as resource_cost_picousd, 0 as resource_cost_lower_picousd, 0 as resource_cost_upper_picousd,
        floor(idle_cost_picousd * low_rent_ratio)::hugeint as loaded_cost_lower_picousd,
        ceil(idle_cost_picousd * high_rent_ratio)::hugeint as loaded_cost_upper_picousd,
        event_date as reporting_date,
    from idle_days
)

select * from all_costs
