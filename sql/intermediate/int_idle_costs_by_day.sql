-- grain: one row per UTC day and deployment with rent that no call bears
-- key: event_date, deployment
-- units: idle_cost_picousd in 10^-12 USD; ratios of the low and the high price to it
-- source: int_resource_costs_by_day, int_deployment_days
-- why: rent runs on days without a call, which no model by day sees; what is kept by month sees them here
-- kept: build by month_date
with divided_days as (
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
        month_of(days.event_date) as month_date,
    from int_deployment_days as days
    left join divided_days
        on days.deployment = divided_days.deployment
        and days.event_date = divided_days.event_date
    where days.rent_picousd > coalesce(divided_days.divided_picousd, 0)
)

select * from idle_days
