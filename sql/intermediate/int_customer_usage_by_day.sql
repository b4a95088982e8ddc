-- grain: one row per UTC day, provider, account, model and meter in the invoice's words, and customer
-- key: event_date, provider, account_id, llm_model, meter, customer_id
-- units: quantity in Tokens or Requests; cost_picousd in 10^-12 USD at list price
-- source: int_costs_by_day, int_billed_names
-- why: who used what an invoice charges for, which is what the charge is shared out by
-- kept: build
with billed_models as (
    select distinct
        provider,
        project_id,
        llm_model,
    from int_billed_names
),

-- Who sends no invoice has no charge to share out.
int_costs_by_day as (
    select * from int_costs_by_day
    semi join billed_models using (provider, project_id, llm_model)
),

wide as (
    select
        provider,
        project_id,
        llm_model,
        customer_id,
        summed_meters(int_costs_by_day) as meters,
        event_date,
    from int_costs_by_day
    group by provider, project_id, llm_model, customer_id, event_date
),

long as (
    select
        * exclude (meters),
        unnest(meters) as used,
    from wide
),

usage as (
    select
        long.provider,
        names.account_id,
        names.billed_llm_model as llm_model,
        names.billed_meter as meter,
        long.customer_id,
        sum(long.used.quantity) as quantity,
        coalesce(sum(long.used.cost), 0) as cost_picousd,
        long.event_date,
    from long
    inner join int_billed_names as names
        on long.provider = names.provider
        and long.project_id = names.project_id
        and long.llm_model = names.llm_model
        and long.used.meter = names.meter
    where long.used.quantity > 0
    group by
        long.provider, names.account_id, names.billed_llm_model, names.billed_meter, long.customer_id, long.event_date
)

select * from usage
