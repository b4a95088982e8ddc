-- grain: one row per UTC week, provider, model and feature; feature (all) = the model as a whole
-- key: week_date, provider, llm_model, feature
-- units: tokens in Tokens, prompt_tokens_p of a request; list_cost_picousd in 10^-12 USD
-- source: int_context_sizes_by_day
-- why: quantiles of a week need its buckets together; weeks that are over are not sorted again
-- kept: table by week_date
with sizes as (
    select
        provider,
        llm_model,
        coalesce(feature, '(all)') as feature,
        prompt_bucket,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(prompt_tokens) as prompt_tokens,
        max(largest_prompt_tokens) as largest_prompt_tokens,
        sum(output_tokens) as output_tokens,
        sum(list_cost_picousd) as list_cost_picousd,
        date_trunc('week', event_date)::date as week_date,
    from int_context_sizes_by_day
    group by grouping sets (
        (provider, llm_model, feature, prompt_bucket, date_trunc('week', event_date)),
        (provider, llm_model, prompt_bucket, date_trunc('week', event_date))
    )
),

-- Size of a prompt of the bucket, and how many known sizes are at most as large.
points as (
    select
        *,
        prompt_tokens / requests as prompt_size,
        case when prompt_bucket > -3 then sum(requests) filter (prompt_bucket > -3) over up_to_here end
            as sized_up_to_here,
        sum(requests) filter (prompt_bucket > -3) over whole as sized_requests,
    from sizes
    window
        up_to_here as (partition by provider, llm_model, feature, week_date order by prompt_bucket),
        whole as (partition by provider, llm_model, feature, week_date)
),

contexts as (
    select
        provider,
        llm_model,
        feature,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        any_value(sized_requests) as sized_requests,
        sum(prompt_tokens) as prompt_tokens,
        sum(output_tokens) as output_tokens,
        sum(list_cost_picousd) as list_cost_picousd,
        min(prompt_size) filter (sized_up_to_here >= 0.5 * sized_requests) as prompt_tokens_p50,
        min(prompt_size) filter (sized_up_to_here >= 0.9 * sized_requests) as prompt_tokens_p90,
        min(prompt_size) filter (sized_up_to_here >= 0.99 * sized_requests) as prompt_tokens_p99,
        max(largest_prompt_tokens) as largest_prompt_tokens,
        sum(requests) filter (prompt_size <= 4000) as requests_to_4k,
        sum(requests) filter (prompt_size > 4000 and prompt_size <= 32000) as requests_4k_to_32k,
        sum(requests) filter (prompt_size > 32000 and prompt_size <= 128000) as requests_32k_to_128k,
        sum(requests) filter (prompt_size > 128000) as requests_over_128k,
        week_date,
    from points
    group by provider, llm_model, feature, week_date
)

select * from contexts
