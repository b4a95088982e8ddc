-- grain: one row per scenario, month and customer
-- key: scenario_id, month_date, customer_id
-- units: requests; _picousd in 10^-12 USD; each change is what its kind adds to what the kinds before it left
-- source: int_scenario_meters, int_costs_by_day, int_swapped_costs_by_day, int_cache_policies_by_month,
--         declared_scenario_changes
-- why: changes hold at once and are told apart in a fixed order: model, price, cache, growth. Growth multiplies what
--      the others left, so the parts add up to the whole exactly
-- kept: build
with changes as (
    select * from declared_scenario_changes
),

scenarios as (select distinct scenario_id from changes),

usage as (
    select
        scenarios.scenario_id,
        costs.customer_id,
        costs.provider,
        costs.llm_model,
        costs.feature,
        sum(costs.requests) as requests,
        sum(costs.unpriced_requests) as unpriced_requests,
        month_of(costs.reporting_date) as month_date,
    from int_costs_by_day as costs
    cross join scenarios
    group by all
),

served as (
    select
        scenario_id, customer_id, provider, llm_model, feature,
        sum(cost_picousd) as cost_picousd,
        sum(swapped_picousd) as swapped_picousd,
        sum(repriced_picousd) as repriced_picousd,
        month_date,
    from int_scenario_meters
    group by all
),

unreplayed as (
    select
        scenario_id, customer_id, provider, llm_model, feature,
        sum(unreplayed_requests) as unreplayed_requests,
        month_of(reporting_date) as month_date,
    from int_swapped_costs_by_day
    group by all
),

-- Of several policies of a scenario that the same calls fall under, the first holds.
cached as (
    select
        changes.scenario_id,
        policies.customer_id, policies.provider, policies.llm_model, policies.feature,
        -sum(policies.saving_picousd) as cache_change_picousd,
        policies.month_date,
    from int_cache_policies_by_month as policies
    inner join changes
        on changes.change_kind = 'cache_policy'
        and changes.to_policy = policies.policy
        and is_meant(changes.provider, policies.provider)
        and is_meant(changes.llm_model, policies.llm_model)
        and is_meant(changes.feature, policies.feature)
        and is_meant(changes.customer_id, policies.customer_id)
    group by
        changes.scenario_id, changes.change_no, policies.customer_id, policies.provider, policies.llm_model,
        policies.feature, policies.month_date
    qualify row_number() over (
        partition by
            changes.scenario_id, policies.customer_id, policies.provider, policies.llm_model, policies.feature,
            policies.month_date
        order by changes.change_no
    ) = 1
),

growth as (
    select
        usage.scenario_id, usage.customer_id, usage.provider, usage.llm_model, usage.feature, usage.month_date,
        list(changes.factor_millionths::hugeint order by changes.change_no) as growth_factors,
    from usage
    inner join changes
        on usage.scenario_id = changes.scenario_id
        and changes.change_kind = 'growth'
        and is_meant(changes.provider, usage.provider)
        and is_meant(changes.llm_model, usage.llm_model)
        and is_meant(changes.feature, usage.feature)
        and is_meant(changes.customer_id, usage.customer_id)
    group by all
),

joined as (
    select
        usage.*,
        coalesce(cost_picousd, 0) as cost_picousd,
        coalesce(swapped_picousd, 0) as swapped_picousd,
        coalesce(repriced_picousd, 0) as repriced_picousd,
        coalesce(repriced_picousd, 0) + coalesce(cache_change_picousd, 0) as cached_picousd,
        coalesce(unreplayed_requests, 0) as unreplayed_requests,
        multiplied(coalesce(repriced_picousd, 0) + coalesce(cache_change_picousd, 0), growth_factors) as grown_picousd,
        multiplied(requests, growth_factors) as grown_requests,
    from usage
    left join served using (scenario_id, customer_id, provider, llm_model, feature, month_date)
    left join unreplayed using (scenario_id, customer_id, provider, llm_model, feature, month_date)
    left join cached using (scenario_id, customer_id, provider, llm_model, feature, month_date)
    left join growth using (scenario_id, customer_id, provider, llm_model, feature, month_date)
),

cells as (
    select
        scenario_id,
        customer_id,
        sum(requests) as requests,
        sum(grown_requests) as grown_requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(unreplayed_requests) as unreplayed_requests,
        sum(cost_picousd) as cost_picousd,
        sum(swapped_picousd - cost_picousd) as swap_change_picousd,
        sum(repriced_picousd - swapped_picousd) as price_change_picousd,
        sum(cached_picousd - repriced_picousd) as cache_change_picousd,
        sum(grown_picousd - cached_picousd) as growth_change_picousd,
        sum(grown_picousd) as scenario_cost_picousd,
        month_date,
    from joined
    group by scenario_id, customer_id, month_date
)

select * from cells
