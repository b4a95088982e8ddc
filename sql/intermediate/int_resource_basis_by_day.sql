-- grain: one row per UTC day, reporting day, provider, model, served tier, customer, feature and evidence
-- key: event_date, reporting_date, provider, llm_model, service_tier, customer_id, feature, cost_evidence
-- units: _tokens in Tokens, _usd in USD
-- source: int_loaded_costs_by_day
-- why: what serving cost beside what list prices say, in the same columns. What is unknown has a reason here and no
--      bounds
with resource_costs as (
    select
        customer_id,
        provider,
        llm_model,
        service_tier,
        feature,
        'resource' as cost_basis,
        cost_evidence,
        sum(requests)::bigint as requests,
        sum(uncosted_requests)::bigint as unpriced_requests,
        sum(if(resource_reason = '(none)', 0, computed_tokens + cached_tokens + output_tokens))::bigint
            as unpriced_tokens,
        sum(computed_tokens + cached_tokens + output_tokens)::bigint as total_tokens,
        usd(sum(resource_cost_picousd + idle_cost_picousd)) as cost_usd,
        usd(sum(loaded_cost_lower_picousd)) as cost_lower_usd,
        usd(sum(loaded_cost_upper_picousd)) as cost_upper_usd,
        if(sum(uncosted_requests) = 0, 0, null) as unpriced_cost_lower_usd,
        if(sum(uncosted_requests) = 0, 0, null) as unpriced_cost_upper_usd,
        usd(picousd_each(
            sum(resource_cost_picousd + idle_cost_picousd), sum(requests) - sum(uncosted_requests)
        )) as cost_per_request_usd,
        usd(picousd_each(
            sum(resource_cost_picousd + idle_cost_picousd) * 1000000,
            sum(if(resource_reason = '(none)', computed_tokens + cached_tokens + output_tokens, 0))
        )) as cost_per_million_tokens_usd,
        event_date,
        reporting_date,
    from int_loaded_costs_by_day
    group by provider, llm_model, service_tier, customer_id, feature, cost_evidence, event_date, reporting_date
)

select * from resource_costs
