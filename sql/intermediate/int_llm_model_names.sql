-- kept: build
-- grain: one name (own id or declared alias) of one model of the price book, for one validity of the name
-- key: provider, llm_model_name, name_valid_from
-- units: none
-- source: stg_prices, stg_model_aliases
-- why: a request names a model in many spellings; only an exact id or a declared alias finds a price. The span in which
--      the model has any price tells a request outside of it (no price in force) from a tier that is not sold.
with stg_prices as (
    select * from stg_prices
),

stg_model_aliases as (
    select * from stg_model_aliases
),

priced_models as (
    select
        provider,
        llm_model,
        min(valid_from) as price_valid_from,
        max(coalesce(valid_to, 'infinity'::timestamptz)) as price_valid_to,
    from stg_prices
    group by provider, llm_model
),

own_names as (
    select
        provider,
        llm_model as llm_model_name,
        llm_model,
        '-infinity'::timestamptz as name_valid_from,
        'infinity'::timestamptz as name_valid_to,
        price_valid_from,
        price_valid_to,
    from priced_models
),

aliases as (
    select
        stg_model_aliases.provider,
        stg_model_aliases.alias as llm_model_name,
        stg_model_aliases.llm_model,
        coalesce(stg_model_aliases.valid_from, '-infinity'::timestamptz) as name_valid_from,
        coalesce(stg_model_aliases.valid_to, 'infinity'::timestamptz) as name_valid_to,
        priced_models.price_valid_from,
        priced_models.price_valid_to,
    from stg_model_aliases
    inner join priced_models
        on stg_model_aliases.provider = priced_models.provider
        and stg_model_aliases.llm_model = priced_models.llm_model
    anti join own_names
        on stg_model_aliases.provider = own_names.provider
        and stg_model_aliases.alias = own_names.llm_model_name
),

names as (
    select * from own_names
    union all by name
    select * from aliases
)

select * from names
