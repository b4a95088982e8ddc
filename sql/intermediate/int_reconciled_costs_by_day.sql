-- grain: one row per UTC day, reporting day, provider, model, customer and feature
-- key: event_date, reporting_date, provider, llm_model, customer_id, feature
-- units: _picousd in 10^-12 USD at list price
-- source: int_costs_by_day, int_reconciled_days
-- why: a figure over many days and models is as good as the bills behind its parts. Tables that add them up say from
--      these sums how much of their cost an invoice agrees with, instead of cutting their rows in two
-- kept: build
with int_costs_by_day as (
    select * from int_costs_by_day
),

costs as (
    select
        costs.provider,
        costs.llm_model,
        costs.customer_id,
        costs.feature,
        coalesce(sum(costs.list_cost_picousd), 0) as list_cost_picousd,
        coalesce(sum(costs.list_cost_picousd) filter (days.is_reconciled), 0) as reconciled_cost_picousd,
        costs.event_date,
        costs.reporting_date,
    from int_costs_by_day as costs
    left join int_reconciled_days as days using (event_date, provider, llm_model)
    group by
        costs.provider, costs.llm_model, costs.customer_id, costs.feature, costs.event_date, costs.reporting_date
)

select * from costs
