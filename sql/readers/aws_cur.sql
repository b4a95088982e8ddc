-- grain: one row per line item of the bill
-- key: file_id, line_key
-- units: billing_currency (costs), Tokens or the unit written (consumed_quantity)
-- source: AWS Cost and Usage Report 2.0 (Data Exports), CSV; Bedrock lines are told apart from the rest of the bill
-- why: every delivery restates its month, and a line's id is not stable between two, so the month is replaced and
--      equal lines are told by their occurrence. Quantities count thousands or millions of tokens by the unit, or by
--      the family of the usage type. Costs are binary floats, rounded to 18 decimals. A marketplace line names its
--      model only in the product.
-- dataset: invoice_lines
-- version: 1
-- files: **/*.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    bill_invoice_id: VARCHAR
--    bill_billing_period_start_date: VARCHAR required
--    bill_billing_period_end_date: VARCHAR
--    bill_billing_entity: VARCHAR
--    bill_payer_account_id: VARCHAR
--    line_item_usage_account_id: VARCHAR
--    line_item_usage_start_date: VARCHAR required
--    line_item_usage_end_date: VARCHAR
--    line_item_line_item_type: VARCHAR required
--    line_item_line_item_description: VARCHAR
--    line_item_product_code: VARCHAR required
--    line_item_usage_type: VARCHAR
--    line_item_operation: VARCHAR
--    line_item_resource_id: VARCHAR
--    line_item_iam_principal: VARCHAR
--    line_item_usage_amount: VARCHAR
--    pricing_unit: VARCHAR
--    line_item_unblended_cost: VARCHAR required
--    line_item_net_unblended_cost: VARCHAR
--    line_item_currency_code: VARCHAR
--    pricing_public_on_demand_cost: VARCHAR
--    product: VARCHAR
--    product_region_code: VARCHAR
--    resource_tags: VARCHAR
--    tags: VARCHAR
with items as (
    select
        *,
        lower(coalesce(line_item_usage_type, '')) as usage_type,
        coalesce(line_item_net_unblended_cost, line_item_unblended_cost) as cost_text,
        rounded_decimal_of(cost_text) as billed_cost,
        -- 14 digits before the point, for a quantity may count millions
        try_cast(rounded_decimal_of(line_item_usage_amount) as decimal(32, 18))::decimal(38, 18) as usage_amount,
        timestamp_of(line_item_usage_start_date) as charge_period_start,
        coalesce(timestamp_of(line_item_usage_end_date), charge_period_start) as charge_period_end,
        timestamp_of(bill_billing_period_start_date) as billing_period_start,
        try_cast(product as json) ->> '$.product_name' as product_name,
        contains(line_item_product_code, 'AmazonBedrock') or contains(product_name, 'Bedrock Edition')
            or (contains(usage_type, 'mp:') and contains(usage_type, 'token')) as is_bedrock,
        try(from_json(
            try_cast(coalesce(nullif(resource_tags, '{}'), tags) as json), '"MAP(VARCHAR, VARCHAR)"'
        )) as tags_map,
        concat_ws('|', 'aws cur', bill_payer_account_id, bill_billing_period_start_date) as replace_key,
        md5(concat_ws(
            '|', line_item_usage_account_id, '', line_item_usage_start_date, '', line_item_line_item_type, '',
            line_item_product_code, '', line_item_usage_type, '', line_item_operation, '', line_item_resource_id, '',
            line_item_iam_principal, '', line_item_line_item_description, '', resource_tags, '', tags
        )) as charge_hash,
    from source_records
    where coalesce(line_item_product_code, line_item_line_item_type, bill_billing_period_start_date) is not null
),

recognised as (
    select
        items.*,
        if(
            contains(usage_type, 'mp:'),
            -- 'Claude Opus 4.6 (Amazon Bedrock Edition)' -> 'claude-opus-4.6'
            replace(lower(trim(regexp_replace(product_name, '\(.*\)', ''))), ' ', '-'),
            regexp_extract(
                line_item_usage_type, '^(?:[A-Z0-9]+-)?(.+?)-(?:mantle-)?(?:input|output|cache)', 1)
        ) as model_text,
        case
            when not coalesce(is_bedrock, false) then null
            when regexp_matches(usage_type, 'cache.?read') then 'cache_read'
            when regexp_matches(usage_type, 'cache.?write.*1h') then 'cache_write_1h'
            when regexp_matches(usage_type, 'cache.?write.*30m') then 'cache_write_unknown_ttl'
            when regexp_matches(usage_type, 'cache.?write') then 'cache_write_5m'
            when regexp_matches(usage_type, 'input.?token') then 'uncached_input'
            when regexp_matches(usage_type, 'output.?token') then 'output'
        end as meter,
        case
            when meter is null then null
            when lower(pricing_unit) like '1k %' then 1000
            when lower(pricing_unit) like '1m %' or contains(usage_type, 'mp:') then 1000000
            when contains(usage_type, 'mantle') then null
            else 1000
        end as block_tokens,
        coalesce(equal_charges.occurrence, 1) as occurrence,
        case
            when billed_cost is null then 'bad_amount'
            when line_item_usage_amount is not null and usage_amount is null then 'bad_quantity'
            when line_item_currency_code is null then 'no_currency'
            else coalesce(bad_time_reason(charge_period_start), bad_time_reason(billing_period_start))
        end as reject_reason,
    from items
    left join equal_lines('items') as equal_charges
        on items.file_id = equal_charges.file_id
        and items.line_no = equal_charges.line_no
),

invoice_lines as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', replace_key, charge_hash, occurrence) as line_key,
        replace_key,
        if(is_bedrock, 'aws-bedrock', 'aws') as provider,
        bill_payer_account_id as billing_account_id,
        line_item_usage_account_id as sub_account_id,
        bill_invoice_id as invoice_id,
        coalesce(product_name, line_item_product_code) as service_name,
        if(is_bedrock, 'AI and Machine Learning', null) as service_category,
        line_item_usage_type as sku_id,
        line_item_usage_type as sku_meter,
        case line_item_line_item_type
            when 'Tax' then 'Tax'
            when 'Credit' then 'Credit'
            when 'Refund' then 'Credit'
            when 'BundledDiscount' then 'Credit'
            when 'EdpDiscount' then 'Credit'
            when 'PrivateRateDiscount' then 'Credit'
            when 'Fee' then 'Purchase'
            when 'RIFee' then 'Purchase'
            when 'SavingsPlanRecurringFee' then 'Purchase'
            when 'SavingsPlanUpfrontFee' then 'Purchase'
            when 'SavingsPlanNegation' then 'Adjustment'
            else 'Usage'
        end as charge_category,
        line_item_line_item_description as charge_description,
        if(meter is null, null, nullif(model_text, '')) as llm_model,
        meter,
        nullif(regexp_extract(usage_type, '(batch|flex|priority)'), '') as service_tier,
        if(contains(usage_type, 'global'), 'global', product_region_code) as region,
        line_item_iam_principal as api_key_id,
        if(block_tokens is null, pricing_unit, 'Tokens') as consumed_unit,
        pricing_unit,
        line_item_currency_code as billing_currency,
        tags_map as tags,
        billed_cost,
        billed_cost as effective_cost,
        rounded_decimal_of(pricing_public_on_demand_cost) as list_cost,
        usage_amount * coalesce(block_tokens, 1) as consumed_quantity,
        usage_amount as pricing_quantity,
        charge_period_start,
        charge_period_end,
        billing_period_start,
        coalesce(timestamp_of(bill_billing_period_end_date), billing_period_start + interval 1 month)
            as billing_period_end,
        reject_reason,
        case reject_reason
            when 'bad_amount' then concat('cost is ', coalesce(cost_text, 'empty'), ', expected a decimal number')
            when 'bad_quantity' then concat('line_item_usage_amount is ', line_item_usage_amount, ', expected a number')
            when 'no_currency' then 'line_item_currency_code is empty, expected an ISO 4217 code'
            else if(reject_reason is null, null, bad_time_detail('usage or billing period start', concat_ws(
                ', ', line_item_usage_start_date, bill_billing_period_start_date)))
        end as reject_detail,
    from recognised
)

select * from invoice_lines
