-- grain: one row per UTC day and provider call that was present on it
-- key: event_date, dedupe_key
-- units: _picousd in 10^-12 USD: NULL = unknown, with a reason; _us in microseconds of the call
-- source: int_requests_served, int_allocated_costs, int_modelled_costs, settings
-- why: what each call costs to serve. On GPUs rented by us it is a part of that rent, on each day that it touched; at a
--      provider it is modelled, on its first day. A call that began on an earlier day is no request of this one
-- kept: parquet by event_date
with int_requests_served as (
    select * from int_requests_served
),

settings as (
    select * from settings
),

costed as (
    select
        *,
        'allocated' as cost_evidence,
    from int_allocated_costs
    union all by name
    select
        *,
        lower_picousd as loaded_lower_picousd,
        upper_picousd as loaded_upper_picousd,
        'modelled' as cost_evidence,
    from int_modelled_costs
),

-- Nothing used by nobody's machine costs nothing; everything else without a cost has a reason.
uncosted as (
    select
        dedupe_key,
        deployment,
        if(resource_reason is null, 0, null)::bigint as cost_picousd,
        case rental when 'dedicated' then 'allocated' when 'shared' then 'modelled' else 'none' end as cost_evidence,
        event_date,
    from int_requests_served
    where resource_reason is not null or rental is null
),

all_costs as (
    select
        *,
        prefill_cost_picousd + decode_weights_cost_picousd + decode_kv_cost_picousd + decode_compute_cost_picousd
            as cost_picousd,
    from costed
    union all by name
    select
        *,
        cost_picousd as prefill_cost_picousd,
        cost_picousd as decode_weights_cost_picousd,
        cost_picousd as decode_kv_cost_picousd,
        cost_picousd as decode_compute_cost_picousd,
        cost_picousd as idle_cost_picousd,
        cost_picousd as lower_picousd,
        cost_picousd as upper_picousd,
        cost_picousd as loaded_lower_picousd,
        cost_picousd as loaded_upper_picousd,
    from uncosted
),

resource_costs as (
    select
        requests.dedupe_key,
        all_costs.deployment,
        requests.customer_id,
        coalesce(requests.provider, '(not reported)') as provider,
        coalesce(requests.llm_model, '(not reported)') as llm_model,
        requests.service_tier,
        requests.feature,
        all_costs.cost_evidence,
        requests.resource_reason,
        if(requests.event_date = all_costs.event_date, requests.computed_tokens, 0) as computed_tokens,
        if(requests.event_date = all_costs.event_date, requests.cached_tokens, 0) as cached_tokens,
        if(requests.event_date = all_costs.event_date, requests.output_tokens, 0) as output_tokens,
        all_costs.prefill_cost_picousd,
        all_costs.decode_weights_cost_picousd,
        all_costs.decode_kv_cost_picousd,
        all_costs.decode_compute_cost_picousd,
        all_costs.cost_picousd as resource_cost_picousd,
        least(all_costs.lower_picousd, all_costs.cost_picousd) as resource_cost_lower_picousd,
        greatest(all_costs.upper_picousd, all_costs.cost_picousd) as resource_cost_upper_picousd,
        all_costs.idle_cost_picousd,
        least(all_costs.loaded_lower_picousd, all_costs.cost_picousd + all_costs.idle_cost_picousd)
            as loaded_cost_lower_picousd,
        greatest(all_costs.loaded_upper_picousd, all_costs.cost_picousd + all_costs.idle_cost_picousd)
            as loaded_cost_upper_picousd,
        all_costs.kv_byte_seconds,
        all_costs.decode_us,
        all_costs.over_capacity_us,
        all_costs.compute_bound_us,
        all_costs.kv_bound_us,
        requests.event_date = all_costs.event_date as is_first_day,
        all_costs.event_date,
        if(
            requests.event_date = all_costs.event_date,
            reporting_day(requests.event_date, requests.started_at, settings.reporting_time_zone),
            all_costs.event_date
        ) as reporting_date,
    from all_costs
    cross join settings
    inner join int_requests_served as requests
        on all_costs.dedupe_key = requests.dedupe_key
)

select * from resource_costs
