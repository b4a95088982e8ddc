-- grain: one price that one source has for one meter of one model, tier, batch flag, region class, band and validity
-- key: price_list, provider, llm_model, meter, service_tier, is_batch, region_class, context_threshold_tokens,
--      valid_from
-- units: price_picousd_per_unit in 10^-12 USD per Token or Request; context_threshold_tokens in Tokens
-- source: raw_prices
-- why: prices are asked as they were known at settings.known_at, by default now: rows that a later correction closed
--      (known_to) are history then. Every source keeps its own price, so that they can be compared. The LiteLLM list
--      has no dates inside: of several snapshots the latest that has a model speaks for it.
with settings as (
    select * from settings
),

raw_prices_in_force as (
    select
        raw_prices.* exclude (is_superseded),
        price_list_of(raw_prices.price_source) as price_list,
    from raw_prices
    cross join settings
    where raw_prices.is_superseded is not true
        and is_known_at(raw_prices.known_from, raw_prices.known_to, settings.known_at)
),

quotes as (
    select
        * replace (
            coalesce(service_tier, 'standard') as service_tier,
            coalesce(is_batch, false) as is_batch,
            coalesce(region_class, 'global') as region_class,
            coalesce(context_threshold_tokens, 0) as context_threshold_tokens
        ),
        is_fee_meter(meter) as is_fee,
    from raw_prices_in_force
    -- The same row in two files is one row; rows that disagree stay, and a check names them.
    qualify (
        price_list <> 'litellm'
        or known_from is not distinct from max(known_from) over (partition by price_list, provider, llm_model)
    )
    and row_number() over (
        partition by
            price_list, provider, llm_model, meter, service_tier, is_batch, region_class,
            context_threshold_tokens, threshold_operator, price_picousd_per_unit, valid_from, valid_to
        order by known_from, file_id, line_no
    ) = 1
)

select * from quotes
