-- grain: one stay of a cache
-- key: provider, cache_id, stored_from
-- units: cached_tokens in Tokens; instants in UTC, stored_to exclusive
-- source: raw_cache_storage
-- why: a stay that was prolonged is delivered again with a later end; the delivery committed last holds
with raw_cache_storage_in_force as (
    select * from raw_cache_storage where is_superseded is not true
),

cache_storage as (
    select raw_cache_storage_in_force.* exclude (is_superseded),
    from raw_cache_storage_in_force
    qualify row_number() over (
        partition by provider, cache_id, stored_from
        order by commit_no desc nulls last, stored_to desc, file_id, line_no desc
    ) = 1
)

select * from cache_storage
