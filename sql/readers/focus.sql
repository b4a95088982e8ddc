-- grain: one row per charge of the bill
-- key: file_id, line_key
-- units: billing_currency (costs), consumed_unit and pricing_unit (quantities)
-- source: FOCUS 1.0 to 1.2 cost and usage files as CSV
-- why: costs are read from text to the last digit, exponent forms included; the format has no row id, so a delivery
--      replaces its billing account and period, and equal charges are told apart by their occurrence. Published files
--      write NULL as text, times without zone (UTC), days as 4/1/25 and amounts as $10,000.00. A virtual
--      currency is what a price list counts in: the purchase of its units is billed, what they are spent on is not.
-- dataset: invoice_lines
-- version: 2
-- files: **/*.csv
-- format: csv
-- null: NULL
-- append: whole
-- rewrite: replace
-- record:
--    BilledCost: VARCHAR required
--    EffectiveCost: VARCHAR
--    ListCost: VARCHAR
--    ContractedCost: VARCHAR
--    BillingCurrency: VARCHAR required
--    BillingAccountId: VARCHAR
--    SubAccountId: VARCHAR
--    InvoiceId: VARCHAR
--    BillingPeriodStart: VARCHAR
--    BillingPeriodEnd: VARCHAR
--    ChargePeriodStart: VARCHAR required
--    ChargePeriodEnd: VARCHAR required
--    ChargeCategory: VARCHAR required
--    ChargeClass: VARCHAR
--    ChargeDescription: VARCHAR
--    ConsumedQuantity: VARCHAR
--    ConsumedUnit: VARCHAR
--    PricingQuantity: VARCHAR
--    PricingCurrency: VARCHAR
--    PricingCurrencyEffectiveCost: VARCHAR
--    PricingUnit: VARCHAR
--    ServiceCategory: VARCHAR
--    ServiceName: VARCHAR
--    ServiceProviderName: VARCHAR
--    ProviderName: VARCHAR
--    PublisherName: VARCHAR
--    InvoiceIssuerName: VARCHAR
--    RegionId: VARCHAR
--    ResourceId: VARCHAR
--    SkuId: VARCHAR
--    SkuPriceId: VARCHAR
--    SkuMeter: VARCHAR
--    Tags: VARCHAR
with charges as (
    select
        * replace (
            sheet_number(BilledCost) as BilledCost,
            sheet_number(EffectiveCost) as EffectiveCost,
            sheet_number(ListCost) as ListCost,
            sheet_number(ContractedCost) as ContractedCost,
            sheet_number(ConsumedQuantity) as ConsumedQuantity,
            sheet_number(PricingQuantity) as PricingQuantity
        ),
        coalesce(ProviderName, ServiceProviderName, InvoiceIssuerName) as written_provider,
        invoice_time_of(ChargePeriodStart) as charge_period_start,
        invoice_time_of(ChargePeriodEnd) as charge_period_end,
        invoice_time_of(BillingPeriodStart) as billing_period_start,
        invoice_time_of(BillingPeriodEnd) as billing_period_end,
        try(from_json(try_cast(Tags as json), '"MAP(VARCHAR, VARCHAR)"')) as tags_map,
        lower(concat_ws(' ', SkuMeter, ChargeDescription, SkuId)) as sku_text,
        concat_ws('|', 'focus', written_provider, BillingAccountId, BillingPeriodStart) as replace_key,
        md5(concat_ws(
            '|', SubAccountId, '', InvoiceId, '', ChargePeriodStart, '', ChargePeriodEnd, '', ChargeCategory, '',
            ChargeClass, '', ChargeDescription, '', ResourceId, '', SkuId, '', SkuPriceId, '', SkuMeter, '', RegionId,
            '', ConsumedUnit, '', PricingUnit, '', Tags
        )) as charge_hash,
    from source_records
    where coalesce(BilledCost, BillingCurrency, ChargePeriodStart, ChargeCategory) is not null
),

recognised as (
    select
        charges.*,
        decimal_of(BilledCost) as billed_cost,
        decimal_of(EffectiveCost) as effective_cost,
        decimal_of(ListCost) as list_cost,
        decimal_of(ContractedCost) as contracted_cost,
        decimal_of(ConsumedQuantity) as consumed_quantity,
        decimal_of(PricingQuantity) as pricing_quantity,
        regexp_extract(
            sku_text, '\b(claude-[a-z0-9.-]+|gpt-[a-z0-9.-]+|o[134](?:-[a-z]+)?|gemini-[a-z0-9.-]+|deepseek-[a-z0-9-]+)'
        ) as model_text,
        case
            when contains(sku_text, 'cache read') or contains(sku_text, 'cached input') then 'cache_read'
            when contains(sku_text, 'cache write') and contains(sku_text, '1h') then 'cache_write_1h'
            when contains(sku_text, 'cache write') and contains(sku_text, '5m') then 'cache_write_5m'
            when contains(sku_text, 'cache write') then 'cache_write_unknown_ttl'
            when contains(sku_text, 'output token') then 'output'
            when contains(sku_text, 'input token') then 'uncached_input'
            when contains(sku_text, 'web search') then 'web_search'
        end as meter,
        coalesce(equal_charges.occurrence, 1) as occurrence,
    from charges
    left join equal_lines('charges') as equal_charges
        on charges.file_id = equal_charges.file_id
        and charges.line_no = equal_charges.line_no
),

checked as (
    select
        *,
        case
            when billed_cost is null or is_unread(EffectiveCost, effective_cost) or is_unread(ListCost, list_cost)
                or is_unread(ContractedCost, contracted_cost)
                then 'bad_amount'
            when is_unread(ConsumedQuantity, consumed_quantity) or is_unread(PricingQuantity, pricing_quantity)
                then 'bad_quantity'
            when BillingCurrency is null then 'no_currency'
            when Tags is not null
                and (tags_map is null or len(list_distinct(map_keys(tags_map))) < cardinality(tags_map))
                then 'bad_tags'
            when (BillingPeriodStart is not null and billing_period_start is null)
                or (BillingPeriodEnd is not null and billing_period_end is null)
                then 'bad_timestamp'
            else coalesce(bad_time_reason(charge_period_start), bad_time_reason(charge_period_end))
        end as reject_reason,
    from recognised
),

invoice_lines as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', replace_key, charge_hash, occurrence) as line_key,
        replace_key,
        case lower(written_provider)
            when 'openai' then 'openai'
            when 'anthropic' then 'anthropic'
            when 'deepseek' then 'deepseek'
            when 'google' then 'google'
            else written_provider
        end as provider,
        BillingAccountId as billing_account_id,
        SubAccountId as sub_account_id,
        InvoiceId as invoice_id,
        ServiceName as service_name,
        ServiceCategory as service_category,
        SkuId as sku_id,
        SkuMeter as sku_meter,
        ChargeCategory as charge_category,
        ChargeClass as charge_class,
        ChargeDescription as charge_description,
        nullif(model_text, '') as llm_model,
        meter,
        RegionId as region,
        ConsumedUnit as consumed_unit,
        PricingUnit as pricing_unit,
        BillingCurrency as billing_currency,
        PricingCurrency as pricing_currency,
        tags_map as tags,
        billed_cost,
        effective_cost,
        list_cost,
        contracted_cost,
        decimal_of(PricingCurrencyEffectiveCost) as pricing_currency_effective_cost,
        consumed_quantity,
        pricing_quantity,
        charge_period_start,
        charge_period_end,
        billing_period_start,
        billing_period_end,
        reject_reason,
        case reject_reason
            when 'bad_amount' then concat(
                'BilledCost, EffectiveCost, ListCost, ContractedCost are ', concat_ws(
                    ', ', coalesce(BilledCost, 'absent'), EffectiveCost, ListCost, ContractedCost),
                '; expected decimals that fit 18 places')
            when 'bad_quantity' then concat(
                'ConsumedQuantity, PricingQuantity are ', concat_ws(', ', ConsumedQuantity, PricingQuantity),
                '; expected decimals that fit 18 places')
            when 'no_currency' then 'BillingCurrency is empty, expected an ISO 4217 code'
            when 'bad_tags' then concat('Tags is ', left(Tags, 100), ', expected a JSON object with distinct keys')
            else if(reject_reason is null, null, bad_time_detail('charge or billing period', concat_ws(
                ', ', ChargePeriodStart, ChargePeriodEnd, BillingPeriodStart, BillingPeriodEnd)))
        end as reject_detail,
    from checked
)

select * from invoice_lines
