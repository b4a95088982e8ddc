-- grain: one row per UTC week, provider, model and feature; feature (all) = the model as a whole
-- key: week_date, provider, llm_model, feature
-- units: tokens per request, requests per second, _usd in USD, shares and rates as ratios
-- source: int_context_sizes_by_day, int_load_quantiles, int_retries_by_hour
-- why: tokens per request, calls per second, failures and contexts project both spend and capacity. Spend follows the
--      mean rate, capacity the 95th percentile: to project spend from the percentile overstates it by their ratio
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
),

retries as (
    select
        provider,
        llm_model,
        coalesce(feature, '(all)') as feature,
        sum(attempts) as attempts,
        sum(operations) as operations,
        sum(failed_attempts) as failed_attempts,
        date_trunc('week', event_date)::date as week_date,
    from int_retries_by_hour
    group by grouping sets (
        (provider, llm_model, feature, date_trunc('week', event_date)),
        (provider, llm_model, date_trunc('week', event_date))
    )
),

four_numbers as (
    select
        provider,
        llm_model,
        feature,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        contexts.requests::bigint as requests,
        contexts.unpriced_requests::bigint as unpriced_requests,
        (contexts.requests - coalesce(contexts.sized_requests, 0))::bigint as unsized_requests,
        contexts.prompt_tokens / nullif(contexts.sized_requests, 0) as input_tokens_per_request,
        contexts.output_tokens / contexts.requests as output_tokens_per_request,
        contexts.requests / loads.week_seconds as requests_per_second,
        loads.requests_per_second_p95,
        loads.requests_per_second_peak,
        loads.requests_per_second_p95 * loads.week_seconds / contexts.requests as p95_per_mean,
        retries.failed_attempts / nullif(retries.attempts, 0) as failed_share,
        (retries.attempts - retries.operations) / nullif(retries.operations, 0) as retry_rate,
        contexts.prompt_tokens_p50,
        contexts.prompt_tokens_p90,
        contexts.prompt_tokens_p99,
        contexts.largest_prompt_tokens,
        coalesce(contexts.requests_to_4k, 0) / nullif(contexts.sized_requests, 0) as context_to_4k_share,
        coalesce(contexts.requests_4k_to_32k, 0) / nullif(contexts.sized_requests, 0) as context_4k_to_32k_share,
        coalesce(contexts.requests_32k_to_128k, 0) / nullif(contexts.sized_requests, 0) as context_32k_to_128k_share,
        coalesce(contexts.requests_over_128k, 0) / nullif(contexts.sized_requests, 0) as context_over_128k_share,
        usd(contexts.list_cost_picousd) as cost_usd,
        week_date,
    from contexts
    inner join int_load_quantiles as loads using (provider, llm_model, feature, week_date)
    left join retries using (provider, llm_model, feature, week_date)
)

select * from four_numbers
