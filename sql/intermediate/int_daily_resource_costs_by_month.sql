-- grain: one row per UTC day, provider, model, customer, feature and evidence
-- key: event_date, provider, llm_model, customer_id, feature, cost_evidence
-- units: _tokens in Tokens, _usd in USD, kv_gb_seconds in 10^9 bytes x seconds, shares of decoding time from 0 to 1
-- source: int_loaded_costs_by_day, int_costs_by_day
-- why: a table with a row per day and customer is long after a year; only the months that changed are added up again
-- kept: table by month_date
with int_loaded_costs_by_day as (
    select * from int_loaded_costs_by_day
),

list_costs as (
    select
        event_date,
        provider,
        llm_model,
        customer_id,
        feature,
        sum(requests) as requests,
        sum(list_cost_picousd) as list_cost_picousd,
    from int_costs_by_day
    group by event_date, provider, llm_model, customer_id, feature
    having sum(unpriced_requests) = 0
),

summed as (
    select
        customer_id,
        provider,
        llm_model,
        feature,
        cost_evidence,
        arg_max(resource_reason, (uncosted_requests, resource_reason)) filter (uncosted_requests > 0)
            as uncosted_reason,
        sum(columns('requests|_tokens|_picousd|_us|_seconds')),
        event_date,
    from int_loaded_costs_by_day
    group by event_date, provider, llm_model, customer_id, feature, cost_evidence
),

resource_costs as (
    select
        summed.customer_id,
        summed.provider,
        summed.llm_model,
        summed.feature,
        'resource' as cost_basis,
        summed.cost_evidence,
        summed.uncosted_reason,
        summed.requests::bigint as requests,
        summed.uncosted_requests::bigint as uncosted_requests,
        summed.computed_tokens::bigint as computed_tokens,
        summed.cached_tokens::bigint as cached_tokens,
        summed.output_tokens::bigint as output_tokens,
        usd(summed.prefill_cost_picousd) as prefill_cost_usd,
        usd(summed.decode_weights_cost_picousd) as decode_weights_cost_usd,
        usd(summed.decode_kv_cost_picousd) as decode_kv_cost_usd,
        usd(summed.decode_compute_cost_picousd) as decode_compute_cost_usd,
        usd(summed.resource_cost_picousd) as resource_cost_usd,
        usd(summed.resource_cost_lower_picousd) as resource_cost_lower_usd,
        usd(summed.resource_cost_upper_picousd) as resource_cost_upper_usd,
        usd(summed.idle_cost_picousd) as idle_cost_usd,
        usd(summed.resource_cost_picousd + summed.idle_cost_picousd) as loaded_cost_usd,
        case when summed.uncosted_requests = 0 then usd(list_costs.list_cost_picousd) end as list_cost_usd,
        case
            when summed.uncosted_requests = 0
                then list_costs.list_cost_picousd
                    / nullif(summed.resource_cost_picousd + summed.idle_cost_picousd, 0)
        end as list_to_loaded_ratio,
        summed.kv_byte_seconds / 1000000000 as kv_gb_seconds,
        (summed.decode_us - summed.over_capacity_us - summed.compute_bound_us - summed.kv_bound_us)
        / nullif(summed.decode_us, 0) as memory_bound_share,
        summed.kv_bound_us / nullif(summed.decode_us, 0) as kv_bound_share,
        summed.compute_bound_us / nullif(summed.decode_us, 0) as compute_bound_share,
        summed.over_capacity_us / nullif(summed.decode_us, 0) as over_capacity_share,
        summed.event_date,
        month_of(summed.event_date) as month_date,
    from summed
    -- Only where the same calls have both: all of them are in this row, priced and costed.
    left join list_costs
        on summed.event_date = list_costs.event_date
        and summed.provider = list_costs.provider
        and summed.llm_model = list_costs.llm_model
        and summed.customer_id = list_costs.customer_id
        and summed.feature = list_costs.feature
        and summed.requests = list_costs.requests
)

select * from resource_costs
