-- kept: build
-- grain: one name (own id or declared alias) of one model of the price book, for one validity of the name
-- key: provider, llm_model_name, name_valid_from
-- units: none
-- source: int_prices, stg_model_aliases
-- why: a request names a model in many spellings; only an exact id or a declared alias finds a price. A declared
--      alias goes before an id that only a public list has, as our own book does. The span in which the model has
--      any price tells a request outside of it (no price in force) from a tier that is not sold.
with int_prices as (
    select * from int_prices
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
        bool_and(is_public_list) as is_public_list,
    from int_prices
    group by provider, llm_model
),

named as (
    select
        provider,
        llm_model as llm_model_name,
        llm_model,
        '-infinity'::timestamptz as name_valid_from,
        'infinity'::timestamptz as name_valid_to,
        if(is_public_list, 3, 1) as precedence,
    from priced_models
    union all by name
    select
        provider,
        alias as llm_model_name,
        llm_model,
        coalesce(valid_from, '-infinity'::timestamptz) as name_valid_from,
        coalesce(valid_to, 'infinity'::timestamptz) as name_valid_to,
        2 as precedence,
    from stg_model_aliases
),

names as (
    select
        named.* exclude (precedence),
        priced_models.price_valid_from,
        priced_models.price_valid_to,
    from named
    inner join priced_models
        on named.provider = priced_models.provider
        and named.llm_model = priced_models.llm_model
    qualify named.precedence = min(named.precedence) over (partition by named.provider, named.llm_model_name)
)

select * from names
