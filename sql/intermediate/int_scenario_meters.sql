-- grain: one row per scenario, month, customer, provider, model, feature and meter, and model that would have served it
-- key: scenario_id, month_date, customer_id, provider, llm_model, feature, meter, serving_provider, serving_llm_model
-- units: _picousd in 10^-12 USD: swapped = after model swaps, repriced = after price changes too
-- source: int_costs_by_day, int_swapped_costs_by_day, declared_scenario_changes
-- why: swaps move cost from one model's meters to another's, price changes then multiply the meters of the model that
--      serves. Sums of days are exact for both, so only swaps ever read requests
-- kept: build
with scenarios as (
    select distinct scenario_id from declared_scenario_changes
),

prices as (
    select * from declared_scenario_changes where change_kind = 'price_change'
),

month_meters as (
    select
        customer_id,
        provider,
        llm_model,
        feature,
        unnest([
            meter_total('uncached_input', uncached_input_cost_picousd),
            meter_total('cache_read', cache_read_cost_picousd),
            meter_total('cache_write_5m', cache_write_5m_cost_picousd),
            meter_total('cache_write_1h', cache_write_1h_cost_picousd),
            meter_total('cache_write_unknown_ttl', cache_write_unknown_ttl_cost_picousd),
            meter_total('visible_output', visible_output_cost_picousd),
            meter_total('reasoning', reasoning_cost_picousd),
            meter_total('input_audio', input_audio_cost_picousd),
            meter_total('output_audio', output_audio_cost_picousd),
            meter_total('image', image_cost_picousd),
            meter_total('web_search', web_search_cost_picousd),
            meter_total('tool_call', tool_call_cost_picousd)
        ], recursive := true),
        month_of(reporting_date) as month_date,
    from int_costs_by_day
    group by customer_id, provider, llm_model, feature, month_of(reporting_date)
),

month_swaps as (
    select
        scenario_id,
        customer_id,
        provider,
        llm_model,
        feature,
        to_provider,
        to_llm_model,
        unnest([
            moved_meter('uncached_input', old_uncached_input_picousd, new_uncached_input_picousd),
            moved_meter('cache_read', old_cache_read_picousd, new_cache_read_picousd),
            moved_meter('cache_write_5m', old_cache_write_5m_picousd, new_cache_write_5m_picousd),
            moved_meter('cache_write_1h', old_cache_write_1h_picousd, new_cache_write_1h_picousd),
            moved_meter(
                'cache_write_unknown_ttl', old_cache_write_unknown_ttl_picousd, new_cache_write_unknown_ttl_picousd
            ),
            moved_meter('visible_output', old_visible_output_picousd, new_visible_output_picousd),
            moved_meter('reasoning', old_reasoning_picousd, new_reasoning_picousd),
            moved_meter('input_audio', old_input_audio_picousd, new_input_audio_picousd),
            moved_meter('output_audio', old_output_audio_picousd, new_output_audio_picousd),
            moved_meter('image', old_image_picousd, new_image_picousd),
            moved_meter('web_search', old_web_search_picousd, new_web_search_picousd),
            moved_meter('tool_call', old_tool_call_picousd, new_tool_call_picousd)
        ], recursive := true),
        month_of(reporting_date) as month_date,
    from int_swapped_costs_by_day
    group by
        scenario_id, customer_id, provider, llm_model, feature, to_provider, to_llm_model, month_of(reporting_date)
),

-- Base: what was; moved away: what swaps took off it; moved here: what they put on the other model.
parts as (
    select
        scenario_id, customer_id, provider, llm_model, feature, meter,
        provider as serving_provider, llm_model as serving_llm_model, cost, cost as swapped, month_date,
    from month_meters
    cross join scenarios
    where cost is not null
    union all
    select
        scenario_id, customer_id, provider, llm_model, feature, meter,
        provider, llm_model, 0, -old_cost, month_date,
    from month_swaps
    union all
    select
        scenario_id, customer_id, provider, llm_model, feature, meter,
        to_provider, to_llm_model, 0, new_cost, month_date,
    from month_swaps
),

meters as (
    select
        scenario_id, customer_id, provider, llm_model, feature, meter, serving_provider, serving_llm_model,
        sum(cost) as cost_picousd,
        sum(swapped) as swapped_picousd,
        month_date,
    from parts
    group by all
),

factors as (
    select
        meters.*,
        list(prices.factor_millionths::hugeint order by prices.change_no)
            filter (prices.factor_millionths is not null) as price_factors,
    from meters
    left join prices
        on meters.scenario_id = prices.scenario_id
        and is_meant(prices.provider, meters.serving_provider)
        and is_meant(prices.llm_model, meters.serving_llm_model)
        and is_meant(prices.feature, meters.feature)
        and is_meant(prices.customer_id, meters.customer_id)
        and is_meant(prices.meter, meters.meter)
    group by all
),

repriced as (
    select
        * exclude (price_factors),
        multiplied(swapped_picousd, price_factors) as repriced_picousd,
    from factors
    where cost_picousd <> 0 or swapped_picousd <> 0
)

select * from repriced
