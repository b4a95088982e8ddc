-- grain: one row per charge day, provider, account, model and meter whose charge states no quantity but a report does
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter
-- units: reported_quantity in Tokens or Requests
-- source: int_invoice_charges, stg_usage_buckets, int_llm_model_names
-- why: some providers bill amounts and report the quantities elsewhere. What the usage report has of a day is what was
--      billed for it, in the tiers that the charges name: usage of a tier that is paid otherwise stands in the report
--      too. A longer period is left out, because a report with a gap would pass for less usage
-- kept: build
with amounts as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        list_distinct(list(service_tier)) as service_tiers,
        period_start_at,
        period_end_at,
    from int_invoice_charges
    where charge_category = 'Usage' and stated_quantity is null and meter <> '(not named)'
        and period_end_date - period_start_date = 1
    group by provider, account_id, llm_model, meter, period_start_at, period_end_at
),

buckets as (
    select
        buckets.provider,
        coalesce(buckets.project_id, '(not named)') as project_id,
        coalesce(names.llm_model, buckets.llm_model) as llm_model,
        billed_tier_of(buckets.service_tier) as service_tier,
        unnest([
            {meter: 'uncached_input', quantity: buckets.uncached_input_tokens},
            {meter: 'cache_read', quantity: buckets.cache_read_tokens},
            {meter: 'cache_write_5m', quantity: buckets.cache_write_5m_tokens},
            {meter: 'cache_write_1h', quantity: buckets.cache_write_1h_tokens},
            {meter: 'cache_write_unknown_ttl', quantity: buckets.cache_write_unknown_ttl_tokens},
            {meter: 'output', quantity: buckets.visible_output_tokens},
            {meter: 'output', quantity: buckets.reasoning_tokens},
            {meter: 'input_audio', quantity: buckets.input_audio_tokens},
            {meter: 'output_audio', quantity: buckets.output_audio_tokens},
            {meter: 'image', quantity: buckets.image_tokens},
            {meter: 'web_search', quantity: buckets.web_searches},
            {meter: 'tool_call', quantity: buckets.tool_calls_billed},
        ]) as used,
        buckets.bucket_start,
        buckets.bucket_end,
    from stg_usage_buckets as buckets
    left join int_llm_model_names as names
        on buckets.provider = names.provider
        and buckets.llm_model = names.llm_model_name
        and buckets.bucket_start >= names.name_valid_from
        and buckets.bucket_start < names.name_valid_to
    where buckets.is_usage_estimated is not true
),

reported as (
    select
        amounts.provider,
        amounts.account_id,
        amounts.llm_model,
        amounts.meter,
        sum(buckets.used.quantity) as reported_quantity,
        amounts.period_start_at,
        amounts.period_end_at,
    from amounts
    inner join buckets
        on amounts.provider = buckets.provider
        and amounts.llm_model = buckets.llm_model
        and amounts.meter = buckets.used.meter
        and amounts.period_start_at <= buckets.bucket_start
        and amounts.period_end_at >= buckets.bucket_end
    where amounts.account_id in ('(all)', buckets.project_id)
        and (
            len(amounts.service_tiers) = 0 or buckets.service_tier is null
            or list_contains(amounts.service_tiers, buckets.service_tier)
        )
    group by
        amounts.provider, amounts.account_id, amounts.llm_model, amounts.meter, amounts.period_start_at,
        amounts.period_end_at
),

known as (
    select * from reported where reported_quantity is not null
)

select * from known
