-- kept: build
-- grain: one span of time of one model in which no price and no rule changes
-- key: provider, llm_model, valid_from
-- units: instants in UTC, valid_to exclusive, 'infinity' = open
-- source: int_prices, stg_price_modifiers
-- why: meters and rules of a model change on different days; cut at every change, each span has one price list
with int_prices as (
    select * from int_prices
),

stg_price_modifiers as (
    select * from stg_price_modifiers
),

validities as (
    select
        provider,
        llm_model,
        valid_from,
        coalesce(valid_to, 'infinity'::timestamptz) as valid_to,
    from int_prices
    union all
    select
        provider,
        llm_model,
        valid_from,
        coalesce(valid_to, 'infinity'::timestamptz) as valid_to,
    from stg_price_modifiers
),

changes as (
    select distinct
        provider,
        llm_model,
        unnest([valid_from, valid_to]) as changed_at,
    from validities
),

spans as (
    select
        provider,
        llm_model,
        changed_at as valid_from,
        lead(changed_at) over (partition by provider, llm_model order by changed_at) as valid_to,
    from changes
    qualify valid_to is not null
)

select * from spans
