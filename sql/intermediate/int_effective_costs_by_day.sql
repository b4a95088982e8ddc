-- grain: one row per row of int_costs_by_day, of months in which a contract's discount holds for some usage
-- key: none
-- units: effective_cost_picousd in 10^-12 USD of fully priced requests; NULL = none is priced
-- source: int_costs_by_day, stg_contracts
-- why: what usage costs after the discounts agreed on. Of several contracts the narrowest holds, then the latest. In
--      months without a discount this would only repeat list prices, so they have no rows
with int_costs_by_day as not materialized (
    select * from int_costs_by_day
),

contracts as (
    select * from stg_contracts where discount_percent > 0
),

discounts as (
    select
        costs.provider,
        costs.llm_model,
        costs.project_id,
        arg_min(contracts.discount_percent, {
            'is_of_all_projects': contracts.project_id is null,
            'is_of_all_models': contracts.llm_model is null,
            'age': date '9999-12-31' - contracts.contract_period_start,
            'contract_id': contracts.contract_id
        }) as discount_percent,
        costs.reporting_date,
    from int_costs_by_day as costs
    inner join contracts
        on costs.provider = contracts.provider
        and costs.llm_model = coalesce(contracts.llm_model, costs.llm_model)
        and costs.project_id = coalesce(contracts.project_id, costs.project_id)
        and costs.reporting_date >= contracts.contract_period_start
        and costs.reporting_date < contracts.contract_period_end
    group by costs.provider, costs.llm_model, costs.project_id, costs.reporting_date
),

discounted_months as (
    select distinct month_of(reporting_date) as month_date from discounts
),

effective_costs as (
    select
        costs.customer_id,
        costs.feature,
        costs.requests,
        costs.unpriced_requests,
        costs.list_cost_picousd::hugeint * ((100 - coalesce(discounts.discount_percent, 0)) * 1000000)::hugeint
        // 100000000 as effective_cost_picousd,
        costs.reporting_date,
    from int_costs_by_day as costs
    semi join discounted_months
        on month_of(costs.reporting_date) = discounted_months.month_date
    left join discounts
        on costs.provider = discounts.provider
        and costs.llm_model = discounts.llm_model
        and costs.project_id = discounts.project_id
        and costs.reporting_date = discounts.reporting_date
)

select * from effective_costs
