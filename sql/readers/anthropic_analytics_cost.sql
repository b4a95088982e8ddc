-- grain: one row per group of a period
-- key: file_id, line_key
-- units: USD (amounts arrive in cents)
-- source: Anthropic Admin API, GET /v1/organizations/analytics/cost, JSON pages
-- why: tells the cost of an API key, a user or a session, which the cost report cannot, of the same spend: take one of
--      the two, and one grouping. Amounts are cents in decimal strings, after discounts and before credits. A page may
--      end within a period, so a later delivery replaces line by line. Groups of people overlap: they are refused.
-- dataset: invoice_lines
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: replace
-- requires: data[].starting_at, data[].cost.amount
-- record:
--    data: STRUCT(starting_at VARCHAR, ending_at VARCHAR, "group" STRUCT(actor VARCHAR, actor_type VARCHAR,
--        agent_id VARCHAR, api_key_id VARCHAR, context_window VARCHAR, cost_type VARCHAR, deployment_id VARCHAR,
--        environment_id VARCHAR, inference_geo VARCHAR, model VARCHAR, organization_id VARCHAR, product VARCHAR,
--        rbac_group_id VARCHAR, service_tier VARCHAR, session_id VARCHAR, speed VARCHAR, token_type VARCHAR,
--        user_profile_id VARCHAR, workspace_id VARCHAR),
--        cost STRUCT(amount VARCHAR, list_amount VARCHAR, currency VARCHAR))[]
with page_rows as (
    select
        source,
        file_id,
        line_no,
        unnest(data) as item,
    from source_records
),

lines as (
    select
        source,
        file_id,
        line_no,
        item.starting_at as starting_at,
        item.ending_at as ending_at,
        item."group" as grouped,
        item.cost as cost,
        invoice_time_of(item.starting_at) as charge_period_start,
        invoice_time_of(item.ending_at) as charge_period_end,
        dollar_text_of_cents(item.cost.amount) as dollar_text,
        dollar_text_of_cents(item.cost.list_amount) as list_dollar_text,
        concat_ws(
            '|', 'anthropic analytics cost', item.starting_at, item.ending_at, anthropic_group_hash(item."group")
        ) as replace_key,
    from page_rows
),

checked as (
    select
        *,
        row_number() over (partition by file_id, replace_key order by line_no) as occurrence,
        case
            when grouped.rbac_group_id is not null then 'overlapping_group'
            when cost.amount is null or is_bad_decimal(dollar_text) or is_bad_decimal(list_dollar_text)
                then 'bad_amount'
            when coalesce(cost.currency, '') = '' then 'no_currency'
            else coalesce(bad_time_reason(charge_period_start), bad_time_reason(charge_period_end))
        end as reject_reason,
    from lines
),

invoice_lines as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', replace_key, occurrence) as line_key,
        replace_key,
        'anthropic' as provider,
        grouped.organization_id as billing_account_id,
        grouped.workspace_id as sub_account_id,
        grouped.api_key_id as api_key_id,
        'Claude API' as service_name,
        'AI and Machine Learning' as service_category,
        coalesce(grouped.token_type, grouped.cost_type) as sku_meter,
        'Usage' as charge_category,
        nullif(concat_ws(
            ', ', grouped.product, grouped.actor, grouped.agent_id, grouped.session_id, grouped.deployment_id), ''
        ) as charge_description,
        grouped.model as llm_model,
        anthropic_billed_meter_of(grouped.token_type, grouped.cost_type) as meter,
        if(grouped.speed = 'fast', 'fast', grouped.service_tier) as service_tier,
        nullif(grouped.inference_geo, 'not_available') as region,
        grouped.context_window as context_band,
        upper(cost.currency) as billing_currency,
        decimal_of(dollar_text) as billed_cost,
        decimal_of(dollar_text) as effective_cost,
        decimal_of(list_dollar_text) as list_cost,
        charge_period_start,
        charge_period_end,
        date_trunc('month', charge_period_start) as billing_period_start,
        date_trunc('month', charge_period_start) + interval 1 month as billing_period_end,
        reject_reason,
        case reject_reason
            when 'overlapping_group' then
                'the line is of a group of people, whose costs overlap; expected one grouped by anything else'
            when 'bad_amount' then concat(
                'amount and list_amount are ', coalesce(cost.amount, 'absent'), ' and ',
                coalesce(cost.list_amount, 'absent'), ', expected cents as decimals')
            when 'no_currency' then 'currency is absent, expected an ISO 4217 code'
            else if(reject_reason is null, null, bad_time_detail('starting_at to ending_at', concat(
                starting_at, ' to ', ending_at)))
        end as reject_detail,
    from checked
)

select * from invoice_lines
