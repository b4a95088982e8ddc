-- grain: one row per charge period, provider, account, model, meter, tier, batch, region class and band of prompt size
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter, service_tier, is_batch, region_class,
--      prompt_tokens_from
-- units: quantities in Tokens or Requests; logged_cost_picousd in 10^-12 USD
-- source: int_invoiced_meters, int_logged_slots
-- why: each stretch of logged time goes to the shortest charge period over it, of those with the same charge if there
--      are any, so that nothing is compared twice; what no invoice of the provider covers is left out
-- kept: build
with billed_keys as (
    select distinct
        provider,
        account_id,
        llm_model,
        meter,
        period_start_at,
        period_end_at,
    from int_invoiced_meters
    where has_usage
),

slot_keys as (
    select distinct
        provider,
        account_id,
        llm_model,
        meter,
        slot_start_at,
        slot_end_at,
    from int_logged_slots
),

periods as (
    select distinct provider, period_start_at, period_end_at from billed_keys
),

chosen_periods as (
    select
        slot_keys.*,
        periods.period_start_at,
        periods.period_end_at,
    from slot_keys
    inner join periods
        on slot_keys.provider = periods.provider
        and slot_keys.slot_start_at >= periods.period_start_at
        and slot_keys.slot_end_at <= periods.period_end_at
    left join billed_keys
        on slot_keys.provider = billed_keys.provider
        and slot_keys.account_id = billed_keys.account_id
        and slot_keys.llm_model = billed_keys.llm_model
        and slot_keys.meter = billed_keys.meter
        and periods.period_start_at = billed_keys.period_start_at
        and periods.period_end_at = billed_keys.period_end_at
    qualify row_number() over (
        partition by
            slot_keys.provider, slot_keys.account_id, slot_keys.llm_model, slot_keys.meter,
            slot_keys.slot_start_at
        order by
            billed_keys.provider is null, periods.period_end_at - periods.period_start_at, periods.period_start_at
    ) = 1
),

logged_periods as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        service_tier,
        is_batch,
        region_class,
        prompt_tokens_from,
        sum(quantity) as logged_quantity,
        sum(reasoning_quantity) as reasoning_quantity,
        sum(unpriced_quantity) as unpriced_quantity,
        sum(cost_picousd) as logged_cost_picousd,
        sum(if(slot_start_at = period_start_at, first_hour_quantity, 0)) as first_hour_quantity,
        sum(if(slot_end_at = period_end_at, last_hour_quantity, 0)) as last_hour_quantity,
        period_start_at,
        period_end_at,
    from int_logged_slots
    inner join chosen_periods using (
        provider, account_id, llm_model, meter, slot_start_at, slot_end_at
    )
    group by
        provider, account_id, llm_model, meter, service_tier, is_batch, region_class,
        prompt_tokens_from, period_start_at, period_end_at
)

select * from logged_periods
