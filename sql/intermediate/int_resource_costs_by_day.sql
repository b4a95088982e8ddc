-- grain: one row per UTC day, reporting day, deployment, provider, model, served tier, customer, feature, evidence and
--        reason
-- key: event_date, reporting_date, deployment, provider, llm_model, service_tier, customer_id, feature, cost_evidence,
--      resource_reason
-- units: _tokens in Tokens; _picousd in 10^-12 USD; _us in microseconds of calls
-- source: int_resource_costs
-- why: every table of what it costs to serve adds up these sums instead of reading requests again
-- kept: table by event_date
with int_resource_costs as (
    select * from int_resource_costs
),

summed as (
    select
        coalesce(deployment, '(none)') as deployment,
        provider,
        llm_model,
        service_tier,
        customer_id,
        feature,
        cost_evidence,
        coalesce(resource_reason, '(none)') as resource_reason,
        count(*) filter (is_first_day) as requests,
        count(*) filter (is_first_day and resource_cost_picousd is null) as uncosted_requests,
        sum(computed_tokens) as computed_tokens,
        sum(cached_tokens) as cached_tokens,
        sum(output_tokens) as output_tokens,
        sum(prefill_cost_picousd) as prefill_cost_picousd,
        sum(decode_weights_cost_picousd) as decode_weights_cost_picousd,
        sum(decode_kv_cost_picousd) as decode_kv_cost_picousd,
        sum(decode_compute_cost_picousd) as decode_compute_cost_picousd,
        sum(resource_cost_picousd) as resource_cost_picousd,
        sum(resource_cost_lower_picousd) as resource_cost_lower_picousd,
        sum(resource_cost_upper_picousd) as resource_cost_upper_picousd,
        sum(idle_cost_picousd) as idle_cost_picousd,
        sum(loaded_cost_lower_picousd) as loaded_cost_lower_picousd,
        sum(loaded_cost_upper_picousd) as loaded_cost_upper_picousd,
        sum(kv_byte_seconds) as kv_byte_seconds,
        sum(decode_us) as decode_us,
        sum(over_capacity_us) as over_capacity_us,
        sum(compute_bound_us) as compute_bound_us,
        sum(kv_bound_us) as kv_bound_us,
        event_date,
        reporting_date,
    from int_resource_costs
    group by
        coalesce(deployment, '(none)'), provider, llm_model, service_tier, customer_id, feature, cost_evidence,
        coalesce(resource_reason, '(none)'), event_date, reporting_date
)

select * from summed
