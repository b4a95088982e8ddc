-- grain: one row per cost line of a day
-- key: file_id, line_key
-- units: USD (amounts arrive in cents)
-- source: Anthropic Admin API, GET /v1/organizations/cost_report, JSON pages
-- why: amounts are cents in decimal strings ("123.45" is 1.2345 USD); they become dollars by text, without a double.
--      A later delivery of the same day replaces the whole day.
-- dataset: invoice_lines
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: replace
-- requires: data[].starting_at, data[].results[].amount
-- record:
--    data: STRUCT(starting_at VARCHAR, ending_at VARCHAR, results STRUCT(
--        amount VARCHAR, currency VARCHAR, cost_type VARCHAR, token_type VARCHAR, description VARCHAR,
--        model VARCHAR, service_tier VARCHAR, context_window VARCHAR, inference_geo VARCHAR,
--        workspace_id VARCHAR)[])[]
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
        bucket.starting_at as starting_at,
        bucket.ending_at as ending_at,
        invoice_time_of(starting_at) as charge_period_start,
        invoice_time_of(ending_at) as charge_period_end,
        unnest(bucket.results) as result,
    from buckets
),

lines as (
    select
        * exclude (result),
        result.*,
        dollar_text_of_cents(result.amount) as dollar_text,
        concat_ws('|', 'anthropic cost_report', starting_at) as replace_key,
        md5(concat_ws(
            '|', result.workspace_id, '', result.cost_type, '', result.token_type, '', result.description, '',
            result.model, '', result.service_tier, '', result.context_window, '', result.inference_geo
        )) as group_hash,
    from results
),

checked as (
    select
        *,
        row_number() over (partition by file_id, replace_key, group_hash order by line_no) as occurrence,
        case
            when amount is null or is_bad_decimal(dollar_text) then 'bad_amount'
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
        concat_ws('|', replace_key, group_hash, occurrence) as line_key,
        replace_key,
        'anthropic' as provider,
        workspace_id as sub_account_id,
        'Claude API' as service_name,
        'AI and Machine Learning' as service_category,
        coalesce(token_type, cost_type) as sku_meter,
        'Usage' as charge_category,
        description as charge_description,
        model as llm_model,
        anthropic_billed_meter_of(token_type, cost_type) as meter,
        service_tier,
        nullif(inference_geo, 'not_available') as region,
        context_window as context_band,
        upper(currency) as billing_currency,
        decimal_of(dollar_text) as billed_cost,
        decimal_of(dollar_text) as effective_cost,
        charge_period_start,
        charge_period_end,
        date_trunc('month', charge_period_start) as billing_period_start,
        date_trunc('month', charge_period_start) + interval 1 month as billing_period_end,
        reject_reason,
        case reject_reason
            when 'bad_amount' then concat('amount is ', coalesce(amount, 'absent'), ', expected cents as a decimal')
            when 'no_currency' then 'currency is absent, expected an ISO 4217 code'
            else if(reject_reason is null, null, bad_time_detail('starting_at to ending_at', concat(
                starting_at, ' to ', ending_at)))
        end as reject_detail,
    from checked
)

select * from invoice_lines
