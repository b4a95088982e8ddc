-- grain: one row per cost line of a day
-- key: file_id, line_key
-- units: USD or the currency named; consumed_quantity in consumed_unit
-- source: OpenAI Admin API, GET /v1/organization/costs, JSON pages
-- why: amounts are dollars as JSON numbers, whose text is read as a decimal; what a binary float leaves behind the 18th
--      decimal is its noise and is rounded off. A later delivery of the same day replaces the whole day.
-- dataset: invoice_lines
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: replace
-- requires: data[].start_time, data[].results[].amount
-- record:
--    data: STRUCT(start_time VARCHAR, end_time VARCHAR, results STRUCT(
--        amount STRUCT("value" VARCHAR, currency VARCHAR), line_item VARCHAR, project_id VARCHAR, api_key_id VARCHAR,
--        user_id VARCHAR, quantity VARCHAR, quantity_unit VARCHAR)[])[]
with buckets as (
    select
        source,
        file_id,
        line_no,
        unnest(data) as bucket,
    from source_records
),

results as (
    select
        source,
        file_id,
        line_no,
        bucket.start_time as start_time,
        bucket.end_time as end_time,
        timestamp_of_seconds(start_time) as charge_period_start,
        timestamp_of_seconds(end_time) as charge_period_end,
        unnest(bucket.results) as result,
    from buckets
),

lines as (
    select
        * exclude (result),
        result.*,
        result.amount."value" as amount_text,
        result.amount.currency as currency,
        rounded_decimal_of(amount_text) as billed_cost,
        if(contains(result.line_item, ','), trim(split_part(result.line_item, ',', 1)), null) as llm_model,
        if(
            contains(result.line_item, ','),
            trim(substr(result.line_item, position(',' in result.line_item) + 1)),
            result.line_item
        ) as sku_meter,
        concat_ws('|', 'openai costs', start_time) as replace_key,
        md5(concat_ws(
            '|', result.project_id, '', result.api_key_id, '', result.user_id, '', result.line_item
        )) as group_hash,
    from results
),

checked as (
    select
        *,
        row_number() over (partition by file_id, replace_key, group_hash order by line_no) as occurrence,
        case
            when billed_cost is null then 'bad_amount'
            when coalesce(currency, '') = '' then 'no_currency'
            when quantity is not null and rounded_decimal_of(quantity) is null then 'bad_quantity'
            else coalesce(bad_time_reason(charge_period_start), bad_time_reason(charge_period_end))
        end as reject_reason,
    from lines
),

invoice_lines as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', replace_key, group_hash, occurrence) as line_key,
        replace_key,
        'openai' as provider,
        project_id as sub_account_id,
        'OpenAI API' as service_name,
        'AI and Machine Learning' as service_category,
        line_item as sku_id,
        sku_meter,
        'Usage' as charge_category,
        line_item as charge_description,
        llm_model,
        case
            when sku_meter in ('input_tokens', 'input') then 'uncached_input'
            when sku_meter in ('input_cached_tokens', 'cached_input_tokens', 'cached input') then 'cache_read'
            when sku_meter in ('input_cache_write_tokens', 'cache_write_tokens', 'cache write')
                then 'cache_write_unknown_ttl'
            when sku_meter in ('output_tokens', 'output') then 'output'
            when sku_meter in ('input_audio_tokens', 'audio input') then 'input_audio'
            when sku_meter in ('output_audio_tokens', 'audio output') then 'output_audio'
            when contains(sku_meter, 'web search') then 'web_search'
            when contains(sku_meter, 'tool call') then 'tool_call'
        end as meter,
        api_key_id,
        case quantity_unit
            when 'tokens' then 'Tokens'
            when '1000_tokens' then '1000 Tokens'
            else quantity_unit
        end as consumed_unit,
        upper(currency) as billing_currency,
        billed_cost,
        billed_cost as effective_cost,
        rounded_decimal_of(quantity) as consumed_quantity,
        charge_period_start,
        charge_period_end,
        date_trunc('month', charge_period_start) as billing_period_start,
        date_trunc('month', charge_period_start) + interval 1 month as billing_period_end,
        reject_reason,
        case reject_reason
            when 'bad_amount'
                then concat('amount.value is ', coalesce(amount_text, 'absent'), ', expected a decimal number')
            when 'no_currency' then 'amount.currency is absent, expected an ISO 4217 code'
            when 'bad_quantity' then concat('quantity is ', quantity, ', expected a decimal number')
            else if(reject_reason is null, null, bad_time_detail('start_time to end_time', concat(
                start_time, ' to ', end_time)))
        end as reject_detail,
    from checked
)

select * from invoice_lines
