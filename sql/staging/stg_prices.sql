-- grain: one price of one meter of one model, for one tier, batch flag, region class, context band and validity
-- key: provider, llm_model, meter, service_tier, is_batch, region_class, context_threshold_tokens, valid_from
-- units: price_picousd_per_unit in 10^-12 USD per Token or Request; context_threshold_tokens in Tokens
-- source: raw_prices
-- why: prices are asked as they were known at settings.known_at, by default now: rows that a later correction closed
--      (known_to) are history then. Our own dated book comes first; the LiteLLM list, which has no dates, counts only
--      for models that the book lacks. Two sources are never averaged.
with settings as (
    select * from settings
),

raw_prices_in_force as (
    select raw_prices.*,
    from raw_prices
    cross join settings
    where raw_prices.is_superseded is not true
        and is_known_at(raw_prices.known_from, raw_prices.known_to, settings.known_at)
),

own_models as (
    select distinct
        provider,
        llm_model,
    from raw_prices_in_force
    where price_source is distinct from 'litellm'
),

prices as (
    select
        raw_prices_in_force.* exclude (is_superseded) replace (
            coalesce(service_tier, 'standard') as service_tier,
            coalesce(is_batch, false) as is_batch,
            coalesce(region_class, 'global') as region_class,
            coalesce(context_threshold_tokens, 0) as context_threshold_tokens
        ),
        meter in ('web_search', 'tool_call') as is_fee,
        raw_prices_in_force.price_source = 'litellm' as is_litellm,
    from raw_prices_in_force
    anti join own_models
        on raw_prices_in_force.price_source = 'litellm'
        and raw_prices_in_force.provider = own_models.provider
        and raw_prices_in_force.llm_model = own_models.llm_model
    -- The same row in two files is one row; rows that disagree stay, and a check names them.
    qualify row_number() over (
        partition by
            raw_prices_in_force.provider, raw_prices_in_force.llm_model, raw_prices_in_force.meter,
            raw_prices_in_force.service_tier, raw_prices_in_force.is_batch, raw_prices_in_force.region_class,
            raw_prices_in_force.context_threshold_tokens, raw_prices_in_force.threshold_operator,
            raw_prices_in_force.price_picousd_per_unit, raw_prices_in_force.valid_from, raw_prices_in_force.valid_to
        order by raw_prices_in_force.known_from, raw_prices_in_force.file_id, raw_prices_in_force.line_no
    ) = 1
)

select * from prices
