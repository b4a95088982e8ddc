-- grain: one row per call and scenario that moves it to another model
-- key: scenario_id, dedupe_key
-- units: <meter>_picousd in 10^-12 USD at the other model's list price, NULL = used and not sold there
-- source: int_requests_priced, int_unit_prices, declared_scenario_changes, int_price_clocks
-- why: another model has prices of its own by prompt size, time and batch, so a swap is replayed call by call. What the
--      other model does not sell apart is plain: cached input and cache writes are input, reasoning is output
with declared_scenario_changes as (
    select * from declared_scenario_changes where change_kind = 'model_swap'
),

int_unit_prices as (
    select * from int_unit_prices
),

int_price_clocks as (
    select * from int_price_clocks
),

-- Of several swaps of a scenario that a call falls under, the first holds.
calls as (
    select
        requests.*,
        changes.scenario_id,
        changes.to_provider,
        changes.to_llm_model,
        coalesce(changes.factor_millionths, 1000000) as output_factor_millionths,
        tier_by_clock(int_price_clocks.windows, requests.started_at) as to_service_tier,
    from int_requests_priced as requests
    inner join declared_scenario_changes as changes
        on is_meant(changes.provider, requests.provider)
        and is_meant(changes.llm_model, requests.llm_model)
        and is_meant(changes.feature, requests.feature)
        and is_meant(changes.customer_id, requests.customer_id)
    left join int_price_clocks
        on changes.to_provider = int_price_clocks.provider
    where requests.is_priced
    qualify row_number() over (partition by changes.scenario_id, requests.dedupe_key order by changes.change_no) = 1
),

swapped as (
    select
        calls.scenario_id,
        calls.dedupe_key,
        calls.to_provider,
        calls.to_llm_model,
        meter_cost(
            calls.uncached_input_tokens, prices.uncached_input_picousd, priceable_tokens()
        ) as uncached_input_picousd,
        meter_cost(
            calls.cache_read_tokens,
            coalesce(prices.cache_read_picousd, prices.uncached_input_picousd),
            priceable_tokens()
        ) as cache_read_picousd,
        meter_cost(
            calls.cache_write_5m_tokens,
            coalesce(prices.cache_write_5m_picousd, prices.uncached_input_picousd),
            priceable_tokens()
        ) as cache_write_5m_picousd,
        meter_cost(
            calls.cache_write_1h_tokens,
            coalesce(prices.cache_write_1h_picousd, prices.uncached_input_picousd),
            priceable_tokens()
        ) as cache_write_1h_picousd,
        meter_cost(
            calls.cache_write_unknown_ttl_tokens,
            coalesce(prices.cache_write_unknown_ttl_picousd, prices.uncached_input_picousd),
            priceable_tokens()
        ) as cache_write_unknown_ttl_picousd,
        meter_cost(
            grown_quantity(calls.visible_output_tokens, calls.output_factor_millionths),
            prices.visible_output_picousd,
            priceable_tokens()
        ) as visible_output_picousd,
        meter_cost(
            grown_quantity(calls.reasoning_tokens, calls.output_factor_millionths),
            coalesce(prices.reasoning_picousd, prices.visible_output_picousd),
            priceable_tokens()
        ) as reasoning_picousd,
        meter_cost(calls.input_audio_tokens, prices.input_audio_picousd, priceable_tokens()) as input_audio_picousd,
        meter_cost(
            grown_quantity(calls.output_audio_tokens, calls.output_factor_millionths),
            prices.output_audio_picousd,
            priceable_tokens()
        ) as output_audio_picousd,
        meter_cost(calls.image_tokens, prices.image_picousd, priceable_tokens()) as image_picousd,
        meter_cost(calls.web_searches, prices.web_search_picousd, priceable_fees()) as web_search_picousd,
        meter_cost(calls.tool_calls_billed, prices.tool_call_picousd, priceable_fees()) as tool_call_picousd,
        calls.event_date,
    from calls
    left join int_unit_prices as prices
        on calls.to_provider = prices.provider
        and calls.to_llm_model = prices.llm_model
        and calls.to_service_tier = prices.service_tier
        and calls.is_batch = prices.is_batch
        and prices.region_class = 'global'
        and calls.started_at >= prices.valid_from
        and calls.started_at < prices.valid_to
        and coalesce(calls.prompt_tokens, 0) >= prices.prompt_tokens_from
        and coalesce(calls.prompt_tokens, 0) < prices.prompt_tokens_to
)

select * from swapped
