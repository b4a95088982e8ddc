-- why: a rule, an alias or a fee that contradicts the rest of the book would price calls in a way nobody published.
with int_prices as (
    select * from int_prices
),

stg_price_modifiers as (
    select * from stg_price_modifiers
),

stg_model_aliases as (
    select * from stg_model_aliases
),

int_offer_prices as (
    select * from int_offer_prices
),

models as (
    select
        provider,
        llm_model,
        bool_and(is_public_list) as is_public_list,
    from int_prices
    group by provider, llm_model
),

problems as (
    select
        'an alias names a model that has no price' as problem,
        concat_ws(' / ', stg_model_aliases.provider, stg_model_aliases.alias, stg_model_aliases.llm_model) as subject,
        concat_ws(', ', stg_model_aliases.price_source, stg_model_aliases.source_row) as stands_in,
    from stg_model_aliases
    anti join models
        on stg_model_aliases.provider = models.provider
        and stg_model_aliases.llm_model = models.llm_model
    union all
    select
        'an alias is itself the id of a model with prices of its own' as problem,
        concat_ws(' / ', stg_model_aliases.provider, stg_model_aliases.alias, stg_model_aliases.llm_model) as subject,
        concat_ws(', ', stg_model_aliases.price_source, stg_model_aliases.source_row) as stands_in,
    from stg_model_aliases
    semi join models
        on stg_model_aliases.provider = models.provider
        and stg_model_aliases.alias = models.llm_model
        and not models.is_public_list
    union all
    select
        'a rule is for a model that has no price' as problem,
        concat_ws(' / ', stg_price_modifiers.provider, stg_price_modifiers.llm_model) as subject,
        concat_ws(', ', stg_price_modifiers.price_source, stg_price_modifiers.source_row) as stands_in,
    from stg_price_modifiers
    anti join models
        on stg_price_modifiers.provider = models.provider
        and stg_price_modifiers.llm_model = models.llm_model
    union all
    select
        'a combination that the provider forbids has a price' as problem,
        concat_ws(' / ', int_prices.provider, int_prices.llm_model, int_prices.service_tier, int_prices.meter)
            as subject,
        concat_ws(', ', int_prices.price_source, int_prices.source_row) as stands_in,
    from int_prices
    semi join stg_price_modifiers
        on int_prices.provider = stg_price_modifiers.provider
        and int_prices.llm_model = stg_price_modifiers.llm_model
        and stg_price_modifiers.is_forbidden
        and int_prices.service_tier = coalesce(stg_price_modifiers.service_tier, int_prices.service_tier)
        and int_prices.is_batch = coalesce(stg_price_modifiers.is_batch, int_prices.is_batch)
        and int_prices.region_class = coalesce(stg_price_modifiers.region_class, int_prices.region_class)
        and int_prices.valid_from < coalesce(stg_price_modifiers.valid_to, 'infinity'::timestamptz)
        and stg_price_modifiers.valid_from < coalesce(int_prices.valid_to, 'infinity'::timestamptz)
    union all
    select
        'a fee per call stands outside of the standard price list' as problem,
        concat_ws(' / ', provider, llm_model, service_tier, meter) as subject,
        concat_ws(', ', price_source, source_row) as stands_in,
    from int_prices
    where is_fee
        and (service_tier <> 'standard' or is_batch or region_class <> 'global' or context_threshold_tokens > 0)
    union all
    select
        'a threshold of one model has both operators' as problem,
        concat_ws(' / ', provider, llm_model, context_threshold_tokens) as subject,
        min(concat_ws(', ', price_source, source_row)) as stands_in,
    from int_prices
    where context_threshold_tokens > 0
    group by provider, llm_model, context_threshold_tokens
    having min(threshold_operator) <> max(threshold_operator)
    union all
    select
        'a rule makes a price that is no whole number of picodollars' as problem,
        concat_ws(' / ', provider, llm_model, service_tier, region_class, meter) as subject,
        price_source as stands_in,
    from int_offer_prices
    where price_picousd is null and numerator is not null
)

select * from problems
