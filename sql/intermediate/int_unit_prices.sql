-- kept: build
-- grain: one price list: model, tier, batch, region class, band of prompt size, span of validity
-- key: provider, llm_model, service_tier, is_batch, region_class, prompt_tokens_from, valid_from
-- units: <meter>_picousd in 10^-12 USD per Token or Request, NULL = not published, 0 = free; prompt_tokens_from
--      inclusive and prompt_tokens_to exclusive, in Tokens; valid_to exclusive, 'infinity' = open
-- source: int_offer_prices
-- why: one row holds every price a request can need, so that pricing is one join. A context threshold is a cliff: the
--      band above it has its own prices for all meters, and a meter not published for the band has none there.
with int_offer_prices as (
    select * from int_offer_prices
),

-- Bands of the whole model: an offer without prices above a threshold, such as priority, is not sold there.
model_bands as (
    select
        provider,
        llm_model,
        valid_from,
        prompt_tokens_from,
        lead(prompt_tokens_from, 1, 9223372036854775807) over (
            partition by provider, llm_model, valid_from
            order by prompt_tokens_from
        ) as prompt_tokens_to,
    from int_offer_prices
    where not is_fee
    group by provider, llm_model, valid_from, prompt_tokens_from
),

offer_bands as (
    select
        provider,
        llm_model,
        service_tier,
        is_batch,
        region_class,
        valid_from,
        valid_to,
        prompt_tokens_from,
        max(known_from) as known_from,
        min(price_source) as price_source,
        max(price_picousd) filter (where meter = 'uncached_input') as uncached_input_picousd,
        max(price_picousd) filter (where meter = 'cache_read') as cache_read_picousd,
        max(price_picousd) filter (where meter = 'cache_write_5m') as cache_write_5m_picousd,
        max(price_picousd) filter (where meter = 'cache_write_1h') as cache_write_1h_picousd,
        max(price_picousd) filter (where meter = 'cache_write_unknown_ttl') as cache_write_unknown_ttl_picousd,
        max(price_picousd) filter (where meter = 'visible_output') as visible_output_picousd,
        max(price_picousd) filter (where meter = 'reasoning') as reasoning_picousd,
        max(price_picousd) filter (where meter = 'input_audio') as input_audio_picousd,
        max(price_picousd) filter (where meter = 'output_audio') as output_audio_picousd,
        max(price_picousd) filter (where meter = 'image') as image_picousd,
    from int_offer_prices
    where not is_fee
    group by
        provider, llm_model, service_tier, is_batch, region_class, valid_from, valid_to, prompt_tokens_from
),

fees as (
    select
        provider,
        llm_model,
        service_tier,
        is_batch,
        region_class,
        valid_from,
        max(price_picousd) filter (where meter = 'web_search') as web_search_picousd,
        max(price_picousd) filter (where meter = 'tool_call') as tool_call_picousd,
    from int_offer_prices
    where is_fee
    group by provider, llm_model, service_tier, is_batch, region_class, valid_from
),

unit_prices as (
    select
        offer_bands.*,
        model_bands.prompt_tokens_to,
        fees.web_search_picousd,
        fees.tool_call_picousd,
    from offer_bands
    inner join model_bands
        on offer_bands.provider = model_bands.provider
        and offer_bands.llm_model = model_bands.llm_model
        and offer_bands.valid_from = model_bands.valid_from
        and offer_bands.prompt_tokens_from = model_bands.prompt_tokens_from
    left join fees
        on offer_bands.provider = fees.provider
        and offer_bands.llm_model = fees.llm_model
        and offer_bands.service_tier = fees.service_tier
        and offer_bands.is_batch = fees.is_batch
        and offer_bands.region_class = fees.region_class
        and offer_bands.valid_from = fees.valid_from
)

select * from unit_prices
