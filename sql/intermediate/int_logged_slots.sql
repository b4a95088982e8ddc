-- grain: one row per stretch of time between two bounds of charge periods, and logged usage in the invoice's words
-- key: slot_start_at, provider, account_id, llm_model, meter, service_tier, is_batch, region_class, prompt_tokens_from
-- units: quantities in Tokens or Requests, reasoning_quantity of it reasoning; cost_picousd in 10^-12 USD
-- source: int_invoiced_meters, int_logged_usage_by_hour, int_billed_names
-- why: no charge period begins or ends inside of such a stretch, so that hours are added up once, whatever the periods
--      are. What stood beside a bound counts apart, because a provider's clock may put it on the other side. An hour
--      goes by its start, also where a time zone is off by half an hour
-- kept: build
with bounds as (
    select distinct
        provider,
        unnest([period_start_at, period_end_at]) as bound_at,
    from int_invoiced_meters
    where has_usage
),

slots as (
    select
        provider,
        bound_at as slot_start_at,
        lead(bound_at) over (partition by provider order by bound_at) as slot_end_at,
    from bounds
    qualify slot_end_at is not null
),

hours as (
    select
        usage.*,
        names.account_id,
        names.billed_llm_model,
        names.billed_meter,
        slots.slot_start_at,
        slots.slot_end_at,
    from int_logged_usage_by_hour as usage
    asof inner join slots
        on usage.provider = slots.provider
        and usage.hour_at >= slots.slot_start_at
    inner join int_billed_names as names
        on usage.provider = names.provider
        and usage.project_id = names.project_id
        and usage.llm_model = names.llm_model
        and usage.meter = names.meter
    where usage.hour_at < slots.slot_end_at
),

slot_usage as (
    select
        provider,
        account_id,
        billed_llm_model as llm_model,
        billed_meter as meter,
        service_tier,
        is_batch,
        region_class,
        prompt_tokens_from,
        sum(quantity) as quantity,
        sum(if(meter = 'reasoning', quantity, 0)) as reasoning_quantity,
        sum(unpriced_quantity) as unpriced_quantity,
        sum(cost_picousd) as cost_picousd,
        sum(if(hour_at < slot_start_at + interval 1 hour, quantity, 0)) as first_hour_quantity,
        sum(if(hour_at >= slot_end_at - interval 1 hour, quantity, 0)) as last_hour_quantity,
        slot_start_at,
        slot_end_at,
    from hours
    group by
        provider, account_id, billed_llm_model, billed_meter, service_tier, is_batch, region_class,
        prompt_tokens_from, slot_start_at, slot_end_at
)

select * from slot_usage
