-- grain: one row per charge of the bill
-- key: file_id, line_key
-- units: billing_currency (costs), Tokens or the unit written (consumed_quantity)
-- source: Azure cost and usage details exports (actual or amortized), CSV of EA, MCA and pay-as-you-go agreements
-- why: quantities count blocks of the unit of measure (1K, 1M), so 1250.5 of 1K are 1,250,500. The columns' names and
--      the date's form differ by agreement, tags may lack their braces, and meter names follow no grammar: model and
--      meter are read as far as their words go. An export restates its month; actual and amortized ones speak of the
--      same money.
-- dataset: invoice_lines
-- version: 1
-- files: **/*.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    Date: VARCHAR
--    UsageDate: VARCHAR
--    BillingAccountId: VARCHAR
--    SubscriptionId: VARCHAR
--    SubscriptionGuid: VARCHAR
--    InvoiceId: VARCHAR
--    MeterCategory: VARCHAR required
--    MeterSubCategory: VARCHAR
--    MeterName: VARCHAR required
--    MeterId: VARCHAR
--    MeterRegion: VARCHAR
--    Quantity: VARCHAR required
--    UnitOfMeasure: VARCHAR required
--    EffectivePrice: VARCHAR
--    PayGPrice: VARCHAR
--    CostInBillingCurrency: VARCHAR
--    Cost: VARCHAR
--    BillingCurrency: VARCHAR
--    BillingCurrencyCode: VARCHAR
--    PricingModel: VARCHAR
--    ChargeType: VARCHAR
--    PublisherType: VARCHAR
--    ResourceId: VARCHAR
--    ResourceLocation: VARCHAR
--    Tags: VARCHAR
with charges as (
    select
        *,
        coalesce("Date", UsageDate) as day_text,
        invoice_time_of(day_text) as charge_period_start,
        coalesce(CostInBillingCurrency, Cost) as cost_text,
        rounded_decimal_of(cost_text) as billed_cost,
        -- 14 digits before the point, for a quantity may count millions
        try_cast(rounded_decimal_of(Quantity) as decimal(32, 18))::decimal(38, 18) as units,
        coalesce(BillingCurrency, BillingCurrencyCode) as currency,
        coalesce(SubscriptionId, SubscriptionGuid) as subscription,
        lower(MeterName) as meter_text,
        try(from_json(
            try_cast(if(starts_with(Tags, '{'), Tags, '{' || Tags || '}') as json), '"MAP(VARCHAR, VARCHAR)"'
        )) as tags_map,
        regexp_matches(lower(concat_ws(' ', MeterCategory, MeterSubCategory)), 'openai|foundry') as is_openai,
        -- 1K, 10K, 1M, 100; with what is counted behind it, as in 1 Hour
        try_cast(regexp_extract(UnitOfMeasure, '^([0-9]{1,7})(?:[^0-9]|$)', 1) as bigint) as block_number,
        case upper(regexp_extract(UnitOfMeasure, '^[0-9]+\s*([KkMm])(?:\s|$)', 1))
            when 'K' then 1000
            when 'M' then 1000000
            else 1
        end as block_scale,
    from source_records
    where coalesce("Date", UsageDate, MeterName, Quantity) is not null
),

recognised as (
    select
        *,
        is_openai and regexp_matches(meter_text, '\btokens?\b') as is_tokens,
        regexp_extract(
            meter_text,
            '^(.*?)[ -]+(?:cached|cchd|cd|inp|input|in|outp|output|out|opt|shortco|longco|batch|pp)\b', 1
        ) as model_words,
        case
            when not is_openai then null
            when regexp_matches(meter_text, '\b(cached|cchd|cd)\b.*\bwr\b') then 'cache_write_unknown_ttl'
            when regexp_matches(meter_text, '\b(cached|cchd|cd)\b') then 'cache_read'
            when regexp_matches(meter_text, '\b(inp|input|in)\b') then 'uncached_input'
            when regexp_matches(meter_text, '\b(outp|output|out|opt)\b') then 'output'
        end as meter,
        concat_ws('|', 'azure', coalesce(subscription, BillingAccountId), strftime(charge_period_start, '%Y-%m'))
            as replace_key,
        md5(concat_ws(
            '|', day_text, '', MeterId, '', MeterName, '', ResourceId, '', subscription, '', ChargeType, '',
            PricingModel, '', Tags, '', Quantity, '', EffectivePrice
        )) as charge_hash,
        case
            when billed_cost is null then 'bad_amount'
            when units is null then 'bad_quantity'
            when currency is null then 'no_currency'
            else bad_time_reason(charge_period_start)
        end as reject_reason,
    from charges
),

numbered as (
    select
        recognised.*,
        coalesce(equal_charges.occurrence, 1) as occurrence,
    from recognised
    left join equal_lines('recognised') as equal_charges
        on recognised.file_id = equal_charges.file_id
        and recognised.line_no = equal_charges.line_no
),

invoice_lines as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', replace_key, charge_hash, occurrence) as line_key,
        replace_key,
        'azure' as provider,
        BillingAccountId as billing_account_id,
        subscription as sub_account_id,
        InvoiceId as invoice_id,
        concat_ws(' ', MeterCategory, MeterSubCategory) as service_name,
        if(is_openai, 'AI and Machine Learning', null) as service_category,
        MeterId as sku_id,
        MeterName as sku_meter,
        case ChargeType
            when 'Purchase' then 'Purchase'
            when 'Tax' then 'Tax'
            when 'Refund' then 'Credit'
            when 'RoundingAdjustment' then 'Adjustment'
            else 'Usage'
        end as charge_category,
        MeterName as charge_description,
        if(
            meter is null or model_words = '',
            null,
            replace(if(regexp_matches(model_words, '^[0-9]'), 'gpt-', '') || model_words, ' ', '-')
        ) as llm_model,
        meter,
        case
            when not is_openai then null
            when regexp_matches(meter_text, '\bbatch\b') then 'batch'
            when regexp_matches(meter_text, '\bpp\b') then 'priority'
        end as service_tier,
        case
            when regexp_matches(meter_text, '\b(glbl|gl)\b') then 'global'
            when regexp_matches(meter_text, '\b(dzone|dz)\b') then 'data zone'
            else lower(coalesce(MeterRegion, ResourceLocation))
        end as region,
        if(is_tokens, 'Tokens', UnitOfMeasure) as consumed_unit,
        UnitOfMeasure as pricing_unit,
        currency as billing_currency,
        tags_map as tags,
        billed_cost,
        billed_cost as effective_cost,
        try_cast(
            coalesce(try_cast(Quantity as decimal(18, 8)), try_cast(units as decimal(18, 8)))
            * try_cast(PayGPrice as decimal(18, 10)) as decimal(38, 18)
        ) as list_cost,
        if(
            is_tokens, units * if(block_number * block_scale <= 1000000, block_number * block_scale, null), units
        ) as consumed_quantity,
        units as pricing_quantity,
        charge_period_start,
        charge_period_start + interval 1 day as charge_period_end,
        date_trunc('month', charge_period_start) as billing_period_start,
        date_trunc('month', charge_period_start) + interval 1 month as billing_period_end,
        reject_reason,
        case reject_reason
            when 'bad_amount' then concat('cost is ', coalesce(cost_text, 'empty'), ', expected a decimal number')
            when 'bad_quantity' then concat('Quantity is ', coalesce(Quantity, 'empty'), ', expected a decimal number')
            when 'no_currency' then 'BillingCurrency is empty, expected an ISO 4217 code'
            else if(reject_reason is null, null, bad_time_detail('Date', day_text))
        end as reject_detail,
    from numbered
)

select * from invoice_lines
