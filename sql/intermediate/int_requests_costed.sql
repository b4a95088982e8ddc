-- grain: one row per provider call, with the price list that holds for it and the cost of each meter
-- key: dedupe_key
-- units: <meter>_cost_picousd in 10^-12 USD: NULL = unpriced, 0 = nothing used or free
-- source: int_requests_resolved, int_unit_prices
-- why: one join finds the list in force at the start of the call, for the tier, batch flag and region that were served
--      and for the band that the whole prompt falls in; every meter is multiplied by its own price of that list
with int_requests_resolved as not materialized (
    select * from int_requests_resolved
),

int_unit_prices as (
    select * from int_unit_prices
),

matched as (
    select
        int_requests_resolved.*,
        int_unit_prices.* exclude (
            provider, llm_model, service_tier, is_batch, region_class, valid_from, valid_to, prompt_tokens_from,
            prompt_tokens_to, known_from
        ),
        int_unit_prices.valid_from as price_valid_from,
        int_unit_prices.known_from as price_known_from,
        int_unit_prices.prompt_tokens_from as price_prompt_tokens_from,
        int_unit_prices.llm_model is not null as has_price_list,
        -- greatest() skips NULL
        greatest(
            uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
            cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
            output_audio_tokens, image_tokens
        ) > priceable_tokens()
        or greatest(web_searches, tool_calls_billed) > priceable_fees() as is_out_of_range,
    from int_requests_resolved
    left join int_unit_prices
        on int_requests_resolved.provider = int_unit_prices.provider
        and int_requests_resolved.book_llm_model = int_unit_prices.llm_model
        and int_requests_resolved.priced_service_tier = int_unit_prices.service_tier
        and int_requests_resolved.is_batch = int_unit_prices.is_batch
        and int_requests_resolved.region_class = int_unit_prices.region_class
        and int_requests_resolved.started_at >= int_unit_prices.valid_from
        and int_requests_resolved.started_at < int_unit_prices.valid_to
        and coalesce(int_requests_resolved.prompt_tokens, 0) >= int_unit_prices.prompt_tokens_from
        and coalesce(int_requests_resolved.prompt_tokens, 0) < int_unit_prices.prompt_tokens_to
),

costed as (
    select
        matched.*,
        meter_cost(uncached_input_tokens, uncached_input_picousd, priceable_tokens()) as uncached_input_cost_picousd,
        meter_cost(cache_read_tokens, cache_read_picousd, priceable_tokens()) as cache_read_cost_picousd,
        meter_cost(cache_write_5m_tokens, cache_write_5m_picousd, priceable_tokens()) as cache_write_5m_cost_picousd,
        meter_cost(cache_write_1h_tokens, cache_write_1h_picousd, priceable_tokens()) as cache_write_1h_cost_picousd,
        meter_cost(cache_write_unknown_ttl_tokens, cache_write_unknown_ttl_picousd, priceable_tokens())
            as cache_write_unknown_ttl_cost_picousd,
        meter_cost(visible_output_tokens, visible_output_picousd, priceable_tokens()) as visible_output_cost_picousd,
        meter_cost(reasoning_tokens, reasoning_picousd, priceable_tokens()) as reasoning_cost_picousd,
        meter_cost(input_audio_tokens, input_audio_picousd, priceable_tokens()) as input_audio_cost_picousd,
        meter_cost(output_audio_tokens, output_audio_picousd, priceable_tokens()) as output_audio_cost_picousd,
        meter_cost(image_tokens, image_picousd, priceable_tokens()) as image_cost_picousd,
        meter_cost(web_searches, web_search_picousd, priceable_fees()) as web_search_cost_picousd,
        meter_cost(tool_calls_billed, tool_call_picousd, priceable_fees()) as tool_call_cost_picousd,
        is_local_answer(meter_convention) as is_answered_locally,
        -- what the answer would have cost without the cache, at plain input and output prices
        case
            when is_local_answer(meter_convention)
                then meter_cost(reported_input_tokens, uncached_input_picousd, priceable_tokens())
                + meter_cost(reported_output_tokens, visible_output_picousd, priceable_tokens())
        end as avoided_cost_picousd,
        -- least() skips NULL, but an interval needs the prices of both lifetimes
        if(
            cache_write_5m_picousd is null or cache_write_1h_picousd is null, null,
            least(cache_write_5m_picousd, cache_write_1h_picousd)
        ) as cheapest_write_picousd,
        if(
            cache_write_5m_picousd is null or cache_write_1h_picousd is null, null,
            greatest(cache_write_5m_picousd, cache_write_1h_picousd)
        ) as dearest_write_picousd,
    from matched
)

select * from costed
