-- grain: one row per UTC day, reporting day, provider, model, served tier, customer and feature, of months in which a
--        contract speaks of some call
-- key: event_date, reporting_date, provider, llm_model, service_tier, customer_id, feature
-- units: tokens in Tokens; effective_cost_picousd in 10^-12 USD of the requests that have a price; NULL = none has
-- source: int_costs_by_day
-- why: what is paid for all usage of a month, by contract where one speaks of a call and at list prices elsewhere. In
--      months without a contract this would only repeat list prices, so they have no rows
with int_costs_by_day as not materialized (
    select * from int_costs_by_day
),

contract_months as (
    select distinct month_of(reporting_date) as month_date from int_costs_by_day where contracted_requests > 0
),

effective_costs as (
    select
        costs.provider,
        costs.llm_model,
        costs.service_tier,
        costs.customer_id,
        costs.feature,
        'effective' as cost_basis,
        'modelled' as cost_evidence,
        sum(costs.requests)::bigint as requests,
        sum(costs.effective_unpriced_requests)::bigint as unpriced_requests,
        coalesce(sum(costs.effective_unpriced_tokens), 0)::bigint as unpriced_tokens,
        sum(costs.total_tokens)::bigint as total_tokens,
        sum(costs.effective_cost_picousd) as effective_cost_picousd,
        costs.event_date,
        costs.reporting_date,
    from int_costs_by_day as costs
    semi join contract_months
        on month_of(costs.reporting_date) = contract_months.month_date
    group by
        costs.provider, costs.llm_model, costs.service_tier, costs.customer_id, costs.feature, costs.event_date,
        costs.reporting_date
)

select * from effective_costs
