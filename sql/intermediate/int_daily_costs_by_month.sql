-- grain: one row per UTC day, reporting day, provider, model, served tier, customer, feature, cost basis and evidence
-- key: event_date, reporting_date, provider, llm_model, service_tier, customer_id, feature, cost_basis, cost_evidence
-- units: _tokens in Tokens, web_searches and tool_calls_billed in Requests, _usd in USD
-- source: int_costs_by_day, int_effective_costs_by_day, int_resource_basis_by_day, int_reconciled_days_by_month
-- why: a table with a row per day and customer is long after a year; only the months that changed are added up again.
--      A month is one of the reporting time zone, because contracts speak of those
-- kept: table by month_date
with costs_by_day as (
    select
        costs.*,
        if(days.is_reconciled, 'reconciled', 'modelled') as cost_evidence,
        coalesce(days.is_logged_cost_lower_bound, false) as is_logged_cost_lower_bound,
    from int_costs_by_day as costs
    left join int_reconciled_days_by_month as days
        on costs.event_date = days.event_date
        and costs.provider = days.provider
        and costs.llm_model = days.llm_model
        and month_of(costs.reporting_date) = days.month_date
),

list_costs as (
    select
        customer_id,
        provider,
        llm_model,
        service_tier,
        feature,
        'list' as cost_basis,
        cost_evidence,
        sum(requests)::bigint as requests,
        sum(attempts)::bigint as attempts,
        sum(operations)::bigint as operations,
        sum(estimated_requests)::bigint as estimated_requests,
        sum(locally_answered_requests)::bigint as locally_answered_requests,
        sum(unpriced_requests)::bigint as unpriced_requests,
        coalesce(sum(unpriced_tokens), 0)::bigint as unpriced_tokens,
        sum(total_tokens)::bigint as total_tokens,
        sum(uncached_input_tokens)::bigint as uncached_input_tokens,
        sum(cache_read_tokens)::bigint as cache_read_tokens,
        sum(cache_write_5m_tokens)::bigint as cache_write_5m_tokens,
        sum(cache_write_1h_tokens)::bigint as cache_write_1h_tokens,
        sum(cache_write_unknown_ttl_tokens)::bigint as cache_write_unknown_ttl_tokens,
        sum(visible_output_tokens)::bigint as visible_output_tokens,
        sum(reasoning_tokens)::bigint as reasoning_tokens,
        sum(input_audio_tokens)::bigint as input_audio_tokens,
        sum(output_audio_tokens)::bigint as output_audio_tokens,
        sum(image_tokens)::bigint as image_tokens,
        sum(web_searches)::bigint as web_searches,
        sum(tool_calls_billed)::bigint as tool_calls_billed,
        usd(sum(uncached_input_cost_picousd)) as uncached_input_cost_usd,
        usd(sum(cache_read_cost_picousd)) as cache_read_cost_usd,
        usd(sum(cache_write_5m_cost_picousd)) as cache_write_5m_cost_usd,
        usd(sum(cache_write_1h_cost_picousd)) as cache_write_1h_cost_usd,
        usd(sum(cache_write_unknown_ttl_cost_picousd)) as cache_write_unknown_ttl_cost_usd,
        usd(sum(visible_output_cost_picousd)) as visible_output_cost_usd,
        usd(sum(reasoning_cost_picousd)) as reasoning_cost_usd,
        usd(sum(input_audio_cost_picousd)) as input_audio_cost_usd,
        usd(sum(output_audio_cost_picousd)) as output_audio_cost_usd,
        usd(sum(image_cost_picousd)) as image_cost_usd,
        usd(sum(web_search_cost_picousd)) as web_search_cost_usd,
        usd(sum(tool_call_cost_picousd)) as tool_call_cost_usd,
        usd(sum(list_cost_picousd)) as cost_usd,
        cost_usd as cost_lower_usd,
        cost_usd as cost_upper_usd,
        usd(sum(avoided_cost_picousd)) as avoided_cost_usd,
        -- No unpriced request: both bounds are 0. A request that nothing bounds leaves the upper bound open.
        if(sum(unpriced_requests) = 0, 0, usd(sum(unpriced_lower_picousd))) as unpriced_cost_lower_usd,
        case
            when sum(unpriced_requests) = 0 then 0
            when sum(unbounded_requests) = 0 then usd(sum(unpriced_upper_picousd))
        end as unpriced_cost_upper_usd,
        usd(picousd_each(sum(list_cost_picousd), sum(requests) - sum(unpriced_requests))) as cost_per_request_usd,
        usd(picousd_each(sum(list_cost_picousd) * 1000000, sum(total_tokens) - coalesce(sum(unpriced_tokens), 0)))
            as cost_per_million_tokens_usd,
        case
            when sum(unpriced_requests) = 0
                then usd(picousd_each(sum(operation_cost_picousd), sum(operations)))
        end as cost_per_operation_usd,
        bool_or(is_logged_cost_lower_bound) as is_cost_lower_bound,
        event_date,
        reporting_date,
    from costs_by_day
    group by provider, llm_model, service_tier, customer_id, feature, cost_evidence, event_date, reporting_date
),

costs as (
    select * from list_costs
    union all by name
    select * exclude (effective_cost_picousd), usd(effective_cost_picousd) as cost_usd,
    from int_effective_costs_by_day
    union all by name
    select * from int_resource_basis_by_day
),

dated as (
    select
        *,
        month_of(reporting_date) as month_date,
    from costs
)

select * from dated
