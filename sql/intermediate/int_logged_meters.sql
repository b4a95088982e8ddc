-- grain: one row per UTC day, provider, project, model and billed meter
-- key: event_date, provider, project_id, llm_model, meter
-- units: quantity in Tokens, of web_search and tool_call in Requests; cost_picousd in 10^-12 USD at list price
-- source: int_costs_by_day, int_unpriced_meters_by_day
-- why: the logs in the shape of an invoice. Invoices bill reasoning as output, so both are one meter here; a meter
--      with a price counts even where another meter of its request has none
-- kept: build
with int_costs_by_day as (
    select * from int_costs_by_day
),

int_unpriced_meters_by_day as (
    select * from int_unpriced_meters_by_day
),

wide as (
    select
        provider,
        project_id,
        llm_model,
        summed_meters(int_costs_by_day) as meters,
        event_date,
    from int_costs_by_day
    group by provider, project_id, llm_model, event_date
),

long as (
    select
        * exclude (meters),
        unnest(meters) as used,
    from wide
),

parts as (
    select
        provider,
        project_id,
        llm_model,
        used.meter as meter,
        used.quantity as quantity,
        0 as unpriced_quantity,
        used.cost as cost_picousd,
        event_date,
    from long
    where used.quantity > 0 or used.cost <> 0
    union all
    -- Their quantities are in the sums above already, their costs are not.
    select
        provider,
        project_id,
        llm_model,
        meter,
        0 as quantity,
        unpriced_quantity,
        known_cost_picousd as cost_picousd,
        event_date,
    from int_unpriced_meters_by_day
    where quantity > 0
),

summed as (
    select
        provider,
        project_id,
        llm_model,
        billed_meter_of(meter) as meter,
        sum(quantity) as quantity,
        sum(unpriced_quantity) as unpriced_quantity,
        coalesce(sum(cost_picousd), 0) as cost_picousd,
        event_date,
    from parts
    group by provider, project_id, llm_model, billed_meter_of(meter), event_date
)

select * from summed
