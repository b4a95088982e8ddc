-- why: the days of a stay add up to tokens x time of the stay, whatever prices change in between; no hour is lost
with stored as (
    select
        provider,
        cache_id,
        stored_from,
        sum(token_microseconds) as token_microseconds,
    from int_cache_storage_by_day
    group by provider, cache_id, stored_from
),

stays as (
    select
        provider,
        cache_id,
        stored_from,
        cached_tokens::hugeint * (epoch_us(stored_to) - epoch_us(stored_from)) as token_microseconds,
    from stg_cache_storage
),

offences as (
    select
        provider,
        cache_id,
        stored_from,
        stays.token_microseconds,
        stored.token_microseconds as token_microseconds_of_days,
    from stays
    full outer join stored using (provider, cache_id, stored_from)
    where stays.token_microseconds is distinct from stored.token_microseconds
)

select * from offences
