-- grain: one row per UTC day, provider, model, customer and project with a stored cache
-- key: event_date, provider, llm_model, customer_id, project_id
-- units: token_hours in Tokens x hours, _usd in USD
-- source: int_cache_storage_by_day
-- why: a cache that its provider stores costs while nobody calls it, so it stands in no cost of a request; it is a fee
--      line of its own and in no other amount
with int_cache_storage_by_day as (
    select * from int_cache_storage_by_day
),

storage as (
    select
        customer_id,
        provider,
        llm_model,
        project_id,
        count(distinct cache_id) as caches,
        count(distinct cache_id) filter (cost_picousd is null) as unpriced_caches,
        hours_of_microseconds(sum(token_microseconds)) as token_hours,
        coalesce(hours_of_microseconds(sum(token_microseconds) filter (cost_picousd is null)), 0)
            as unpriced_token_hours,
        usd(sum(cost_picousd)) as cost_usd,
        event_date,
    from int_cache_storage_by_day
    group by provider, llm_model, customer_id, project_id, event_date
)

select * from storage
