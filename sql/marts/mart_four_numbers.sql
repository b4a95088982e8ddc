-- grain: one row per UTC week, provider, model and feature; feature (all) = the model as a whole
-- key: week_date, provider, llm_model, feature
-- units: tokens per request, requests per second, _usd in USD, shares and rates as ratios
-- source: int_context_sizes_by_week, int_load_quantiles, int_retries_by_hour
-- why: tokens per request, calls per second, failures and contexts project both spend and capacity. Spend follows the
--      mean rate, capacity the 95th percentile: to project spend from the percentile overstates it by their ratio
with contexts as (
    select * from int_context_sizes_by_week
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
