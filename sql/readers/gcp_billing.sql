-- grain: one row per exported usage row, and one per credit on it
-- key: file_id, line_key
-- units: billing_currency (costs), the unit written (quantities)
-- source: Google Cloud billing export of BigQuery, standard or detailed, as JSON lines
-- why: the cost stands before credits, so each credit is a line of its own and the bill is the sum of all. The export
--      only ever appends: corrections are new rows and equal rows can be right, so a row is told by its file and line
--      alone. The invoice's month follows US/Pacific. Numbers arrive as text or as floats, rounded to 18 decimals.
-- dataset: invoice_lines
-- version: 1
-- files: **/*.jsonl, **/*.ndjson, **/*.json
-- format: ndjson
-- append: tail
-- rewrite: replace
-- requires: usage_start_time, cost
-- record:
--    billing_account_id: VARCHAR
--    service: STRUCT(id VARCHAR, description VARCHAR)
--    sku: STRUCT(id VARCHAR, description VARCHAR)
--    usage_start_time: VARCHAR
--    usage_end_time: VARCHAR
--    project: STRUCT(id VARCHAR)
--    labels: STRUCT("key" VARCHAR, "value" VARCHAR)[]
--    location: STRUCT("location" VARCHAR, region VARCHAR)
--    cost: VARCHAR
--    cost_at_list: VARCHAR
--    currency: VARCHAR
--    usage: STRUCT(amount VARCHAR, unit VARCHAR, amount_in_pricing_units VARCHAR, pricing_unit VARCHAR)
--    credits: STRUCT(id VARCHAR, full_name VARCHAR, "type" VARCHAR, "name" VARCHAR, amount VARCHAR)[]
--    invoice: STRUCT("month" VARCHAR)
--    cost_type: VARCHAR
--    adjustment_info: STRUCT(mode VARCHAR)
with written as (
    select
        *,
        logged_time_of(replace(usage_start_time, ' UTC', '+00')) as charge_period_start,
        logged_time_of(replace(usage_end_time, ' UTC', '+00')) as charge_period_end,
        try_strptime(invoice.month || '01', '%Y%m%d') at time zone 'America/Los_Angeles' as billing_period_start,
        lower(coalesce(sku.description, '')) as sku_text,
        regexp_matches(sku_text, '(gemini|claude|imagen|veo|llama|mistral|embedding)')
            or service.id in ('C7E2-9256-1C43', 'AEFD-7695-64FA') as is_model,
        coalesce(len(credits), 0) as credit_count,
    from source_records
    where cost is not null or billing_account_id is not null
),

-- Part 0 is the cost, the others are the credits on it.
lines as (
    select
        * exclude (cost),
        part_no,
        if(part_no = 0, cost, credits[part_no].amount) as amount_text,
        rounded_decimal_of(amount_text) as billed_cost,
        case
            when part_no > 0 then null
            when regexp_matches(sku_text, 'caching storage') then 'cache_storage'
            when regexp_matches(sku_text, 'cach') then 'cache_read'
            when regexp_matches(sku_text, 'audio.*input') then 'input_audio'
            when regexp_matches(sku_text, 'audio.*output') then 'output_audio'
            when regexp_matches(sku_text, 'input') then 'uncached_input'
            when regexp_matches(sku_text, 'output|thinking') then 'output'
            when regexp_matches(sku_text, 'grounding|search') then 'web_search'
        end as meter_of_sku,
        regexp_extract(
            sku_text, '((?:gemini|claude)[ a-z]*? ?[0-9][0-9.]*(?: (?:flash lite|flash-lite|flash|pro|ultra))?)'
        ) as model_text,
    from written
    cross join unnest(generate_series(0, credit_count)) as parts (part_no)
),

checked as (
    select
        *,
        case
            when billed_cost is null then 'bad_amount'
            when coalesce(currency, '') = '' then 'no_currency'
            else coalesce(bad_time_reason(charge_period_start), bad_time_reason(charge_period_end))
        end as reject_reason,
    from lines
),

invoice_lines as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', 'gcp', file_id, line_no, part_no) as line_key,
        'google-vertex' as provider,
        billing_account_id,
        project.id as sub_account_id,
        invoice.month as invoice_id,
        service.description as service_name,
        if(is_model, 'AI and Machine Learning', null) as service_category,
        sku.id as sku_id,
        sku.description as sku_meter,
        case
            when part_no > 0 then 'Credit'
            when cost_type = 'tax' then 'Tax'
            when cost_type in ('adjustment', 'rounding_error') then 'Adjustment'
            else 'Usage'
        end as charge_category,
        if(adjustment_info.mode is null, null, 'Correction') as charge_class,
        if(part_no = 0, sku.description, credits[part_no].full_name) as charge_description,
        nullif(replace(trim(model_text), ' ', '-'), '') as llm_model,
        if(is_model, meter_of_sku, null) as meter,
        nullif(regexp_extract(sku_text, '\b(batch|flex|priority)\b', 1), '') as service_tier,
        coalesce(location.region, location.location) as region,
        if(contains(sku_text, '(long)'), 'long', null) as context_band,
        if(part_no = 0, usage.unit, null) as consumed_unit,
        if(part_no = 0, usage.pricing_unit, null) as pricing_unit,
        upper(currency) as billing_currency,
        map_from_entries(list_transform(
            list_filter(labels, label -> label.key is not null), label -> {'k': label.key, 'v': label.value}
        )) as tags,
        billed_cost,
        billed_cost as effective_cost,
        if(part_no = 0, rounded_decimal_of(cost_at_list), null) as list_cost,
        if(part_no = 0, rounded_decimal_of(usage.amount), null) as consumed_quantity,
        if(part_no = 0, rounded_decimal_of(usage.amount_in_pricing_units), null) as pricing_quantity,
        charge_period_start,
        charge_period_end,
        billing_period_start,
        billing_period_start + interval 1 month as billing_period_end,
        reject_reason,
        case reject_reason
            when 'bad_amount' then concat('amount is ', coalesce(amount_text, 'absent'), ', expected a decimal number')
            when 'no_currency' then 'currency is absent, expected an ISO 4217 code'
            else if(reject_reason is null, null, bad_time_detail('usage time', concat_ws(
                ', ', usage_start_time, usage_end_time)))
        end as reject_detail,
    from checked
)

select * from invoice_lines
