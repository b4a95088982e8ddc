-- grain: as int_resource_costs_by_day, and one more row per UTC day and deployment with rent that no call bears
-- key: event_date, reporting_date, deployment, provider, llm_model, service_tier, customer_id, feature, cost_evidence,
--      resource_reason
-- units: as int_resource_costs_by_day
-- source: int_resource_costs_by_day, int_idle_costs_by_day
-- why: GPUs are paid for on days without a call too. With this row, (idle), allocated costs add up to the bill
with all_costs as (
    select * from int_resource_costs_by_day
    union all by name
    select
        * exclude (low_rent_ratio, high_rent_ratio, month_date),
        '(idle)' as service_tier,
        '(idle)' as customer_id,
        '(idle)' as feature,
        'allocated' as cost_evidence,
        '(none)' as resource_reason,
        0 as requests, 0 as uncosted_requests, 0 as computed_tokens, 0 as cached_tokens, 0 as output_tokens,
        0 as prefill_cost_picousd, 0 as decode_weights_cost_picousd, 0 as decode_kv_cost_picousd,
        0 as decode_compute_cost_picousd,
        0 as resource_cost_picousd, 0 as resource_cost_lower_picousd, 0 as resource_cost_upper_picousd,
        floor(idle_cost_picousd * low_rent_ratio)::hugeint as loaded_cost_lower_picousd,
        ceil(idle_cost_picousd * high_rent_ratio)::hugeint as loaded_cost_upper_picousd,
        event_date as reporting_date,
    from int_idle_costs_by_day
)

select * from all_costs
