-- grain: one row per UTC day, provider, model, served tier, customer, feature and meter
-- key: ChargePeriodStart, SkuPriceId, SubAccountId, x_Feature
-- units: costs in BillingCurrency, ConsumedQuantity in ConsumedUnit, PricingQuantity in PricingUnit, unit prices per it
-- source: mart_daily_costs, mart_unit_prices
-- why: our costs as FOCUS 1.2, for tools that read bills. All four costs are the modelled list cost; together they are
--      that of mart_daily_costs. Usage without a price is no charge of 0: it has no row, and x_UnpricedRequests says
--      where the quantity holds some. Unit prices stand where the book sold the whole row at one price, so that
--      quantity x price = cost.
with daily_costs as (
    select
        *,
        unnest([
            {meter: 'uncached_input', name: 'Input', units: uncached_input_tokens, cost: uncached_input_cost_usd},
            {meter: 'cache_read', name: 'Cache Read', units: cache_read_tokens, cost: cache_read_cost_usd},
            {
                meter: 'cache_write_5m', name: 'Cache Write 5m', units: cache_write_5m_tokens,
                cost: cache_write_5m_cost_usd
            },
            {
                meter: 'cache_write_1h', name: 'Cache Write 1h', units: cache_write_1h_tokens,
                cost: cache_write_1h_cost_usd
            },
            {
                meter: 'cache_write_unknown_ttl', name: 'Cache Write', units: cache_write_unknown_ttl_tokens,
                cost: cache_write_unknown_ttl_cost_usd
            },
            {meter: 'visible_output', name: 'Output', units: visible_output_tokens, cost: visible_output_cost_usd},
            {meter: 'reasoning', name: 'Reasoning Output', units: reasoning_tokens, cost: reasoning_cost_usd},
            {meter: 'input_audio', name: 'Input Audio', units: input_audio_tokens, cost: input_audio_cost_usd},
            {meter: 'output_audio', name: 'Output Audio', units: output_audio_tokens, cost: output_audio_cost_usd},
            {meter: 'image', name: 'Image', units: image_tokens, cost: image_cost_usd},
            {meter: 'web_search', name: 'Web Search', units: web_searches, cost: web_search_cost_usd},
            {meter: 'tool_call', name: 'Tool Call', units: tool_calls_billed, cost: tool_call_cost_usd},
        ]) as used,
    from mart_daily_costs
    where cost_basis = 'list'
),

charges as (
    select
        provider,
        llm_model,
        service_tier,
        customer_id,
        feature,
        cost_evidence,
        used.meter,
        any_value(if(used.meter in ('web_search', 'tool_call'), 'Requests', 'Tokens')) as unit,
        any_value(used.name) || ' ' || unit as sku_meter,
        concat_ws('/', provider, llm_model, used.meter) as sku_id,
        sum(unpriced_requests)::bigint as unpriced_requests,
        coalesce(sum(used.units), 0)::bigint as quantity,
        sum(used.cost)::decimal(38, 12) as cost,
        replace(cost::varchar, '.', '')::hugeint as cost_picousd,
        if(cost_picousd % quantity = 0, cost_picousd // quantity, null) as picousd_per_unit,
        event_date,
    from daily_costs
    group by provider, llm_model, service_tier, customer_id, feature, cost_evidence, used.meter, event_date
    having sum(used.cost) <> 0 or (sum(used.units) > 0 and sum(unpriced_requests) = 0)
),

prices as (
    select distinct
        provider,
        llm_model,
        meter,
        price_picousd_per_unit::hugeint as picousd_per_unit,
        (price_picousd_per_unit::decimal(25, 0) * if(is_fee, 0.000000000001, 0.000001))::decimal(38, 12) as unit_price,
    from mart_unit_prices
),

focus_rows as (
    select
        charges.cost as BilledCost,
        charges.cost as EffectiveCost,
        charges.cost as ListCost,
        charges.cost as ContractedCost,
        'USD' as BillingCurrency,
        'llm-usage' as BillingAccountId,
        'LLM usage at list prices' as BillingAccountName,
        charges.customer_id as SubAccountId,
        (date_trunc('month', charges.event_date)::timestamp at time zone 'UTC') as BillingPeriodStart,
        ((date_trunc('month', event_date) + interval 1 month)::timestamp at time zone 'UTC') as BillingPeriodEnd,
        (charges.event_date::timestamp at time zone 'UTC') as ChargePeriodStart,
        ((charges.event_date + interval 1 day)::timestamp at time zone 'UTC') as ChargePeriodEnd,
        'Usage' as ChargeCategory,
        null::varchar as ChargeClass,
        concat_ws(' ', charges.llm_model, lower(charges.sku_meter)) as ChargeDescription,
        'Usage-Based' as ChargeFrequency,
        charges.quantity::decimal(38, 0) as ConsumedQuantity,
        charges.unit as ConsumedUnit,
        (charges.quantity * if(charges.unit = 'Tokens', 0.000001, 1.000000))::decimal(38, 6) as PricingQuantity,
        if(charges.unit = 'Tokens', '1000000 Tokens', 'Requests') as PricingUnit,
        prices.unit_price as ListUnitPrice,
        prices.unit_price as ContractedUnitPrice,
        'Standard' as PricingCategory,
        charges.sku_id as SkuId,
        concat_ws('/', charges.sku_id, charges.service_tier) as SkuPriceId,
        charges.sku_meter as SkuMeter,
        'AI and Machine Learning' as ServiceCategory,
        'Generative AI' as ServiceSubcategory,
        'LLM API' as ServiceName,
        charges.provider as ProviderName,
        charges.provider as PublisherName,
        charges.provider as InvoiceIssuerName,
        null::varchar as InvoiceId,
        if(
            charges.feature = '(not reported)',
            json_object('customer', charges.customer_id),
            json_object('customer', charges.customer_id, 'feature', charges.feature)
        )::varchar as Tags,
        charges.llm_model as x_LlmModel,
        charges.service_tier as x_ServiceTier,
        charges.meter as x_Meter,
        charges.feature as x_Feature,
        charges.cost_evidence as x_CostEvidence,
        charges.unpriced_requests as x_UnpricedRequests,
    from charges
    left join prices using (provider, llm_model, meter, picousd_per_unit)
    order by ChargePeriodStart, SkuPriceId, SubAccountId, x_Feature
)

select * from focus_rows
