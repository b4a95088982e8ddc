-- grain: one row per provider, model and meter that was used without a price
-- key: provider, llm_model, meter
-- units: _picousd in 10^-12 USD per Token or Request
-- source: int_unpriced_meters_by_day, int_prices
-- why: what unpriced usage would roughly cost, as an interval and never as a price: the model's own prices where
--      other tiers or dates have one, else the least and the most of the three models of the provider whose ids are
--      most alike. An unknown cache lifetime lies between the two lifetimes
-- kept: build
with int_prices as (
    select * from int_prices
),

unpriced_meters as (
    select distinct
        provider,
        llm_model,
        meter,
    from int_unpriced_meters_by_day
    where unpriced_quantity > 0
),

candidates as (
    select
        unpriced_meters.provider,
        unpriced_meters.llm_model,
        unpriced_meters.meter,
        int_prices.llm_model as nearest_llm_model,
        int_prices.price_picousd_per_unit,
        int_prices.llm_model = unpriced_meters.llm_model as is_same_model,
        int_prices.service_tier = 'standard' and not int_prices.is_batch and int_prices.region_class = 'global'
        and int_prices.context_threshold_tokens = 0 as is_base_price,
    from unpriced_meters
    inner join int_prices
        on unpriced_meters.provider = int_prices.provider
        and (
            unpriced_meters.meter = int_prices.meter
            or (
                unpriced_meters.meter = 'cache_write_unknown_ttl'
                and int_prices.meter in ('cache_write_5m', 'cache_write_1h')
            )
        )
),

ranked_models as (
    select
        provider,
        llm_model,
        meter,
        nearest_llm_model,
        row_number() over (
            partition by provider, llm_model, meter
            order by jaro_winkler_similarity(llm_model, nearest_llm_model) desc, nearest_llm_model
        ) as similarity_rank,
        bool_or(is_same_model) over (partition by provider, llm_model, meter) as has_own_price,
    from candidates
    where is_same_model or is_base_price
    group by provider, llm_model, meter, nearest_llm_model, is_same_model
),

nearest_prices as (
    select
        candidates.provider,
        candidates.llm_model,
        candidates.meter,
        string_agg(distinct candidates.nearest_llm_model, ', ' order by candidates.nearest_llm_model)
            as nearest_llm_models,
        min(candidates.price_picousd_per_unit) as least_picousd,
        max(candidates.price_picousd_per_unit) as most_picousd,
    from candidates
    inner join ranked_models
        on candidates.provider = ranked_models.provider
        and candidates.llm_model = ranked_models.llm_model
        and candidates.meter = ranked_models.meter
        and candidates.nearest_llm_model = ranked_models.nearest_llm_model
    where
        (ranked_models.has_own_price and candidates.is_same_model)
        or (not ranked_models.has_own_price and ranked_models.similarity_rank <= 3 and candidates.is_base_price)
    group by candidates.provider, candidates.llm_model, candidates.meter
)

select * from nearest_prices
