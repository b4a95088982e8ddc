-- kept: build
-- grain: one row per use of a cached prefix by one call, with its neighbours and the fate of what it wrote
-- key: dedupe_key, block_no
-- units: _tokens in Tokens, _picousd in 10^-12 USD per Token, _us in microseconds
-- source: int_cache_touches
-- why: the one place that orders the uses of a prefix. It looks one hour ahead for reads and one day for the cause of
--      waste, so the days around a day are read with it: a write before midnight may be read after. An entry starts
--      where its writer's read ended: only a later read that goes deeper reads it, a shorter one leaves it to expire.
with int_cache_touches as (
    select * from int_cache_touches
),

-- Only what shares its prefix has neighbours and needs to be put in order. Hashes are shorter to sort by than texts.
shared_prefixes as (
    select
        prefix_key,
        min(hash(provider, llm_model)) < max(hash(provider, llm_model)) as has_several_models,
    from int_cache_touches
    group by prefix_key
    having count(*) > 1
),

hashed as (
    select
        *,
        hash(prefix_key, provider, llm_model) as model_prefix_key,
        hash(dedupe_key) as call_key,
    from int_cache_touches
    inner join shared_prefixes using (prefix_key)
),

ordered as (
    select
        *,
        max(read_tokens) over (
            partition by model_prefix_key order by started_us
            range between 1 following and 300000000 following
        ) as deepest_read_in_5m,
        max(read_tokens) over (
            partition by model_prefix_key order by started_us
            range between 1 following and 3600000000 following
        ) as deepest_read_in_1h,
        started_us - lag(started_us) over same_model as previous_gap_us,
        lead(started_us) over same_model - started_us as next_gap_us,
        lag(cacheable_tokens) over same_model as previous_cacheable_tokens,
        lag(
            case
                when write_1h_tokens > 0 then '1h'
                when write_5m_tokens > 0 then '5m'
                when write_unknown_tokens > 0 then '(not reported)'
            end ignore nulls
        ) over same_model as earlier_ttl,
        started_us - lag(
            case when write_1h_tokens + write_5m_tokens + write_unknown_tokens > 0 then started_us end ignore nulls
        ) over same_model as earlier_write_gap_us,
    from hashed
    window same_model as (partition by model_prefix_key order by started_us, call_key, block_no)
),

-- Most prefixes are of one model, whose order then is that of all.
neighboured as (
    select
        *,
        previous_gap_us as previous_gap_any_model_us,
        next_gap_us as next_gap_any_model_us,
    from ordered
    where not has_several_models
    union all
    select
        *,
        started_us - lag(started_us) over any_model as previous_gap_any_model_us,
        lead(started_us) over any_model - started_us as next_gap_any_model_us,
    from ordered
    where has_several_models
    window any_model as (partition by prefix_key order by started_us, call_key, block_no)
    union all by name
    select * from int_cache_touches anti join shared_prefixes using (prefix_key)
),

-- What was read belongs to the lifetime that its writer chose; no writer within a day and no lifetime for sale means
-- that the provider caches by itself.
named as (
    select
        * exclude (earlier_ttl, earlier_write_gap_us, has_several_models, model_prefix_key, call_key),
        case
            when earlier_write_gap_us <= cache_horizon_us() then earlier_ttl
        end as held_ttl,
        case
            when earlier_write_gap_us <= cache_horizon_us() then earlier_ttl
            when write_1h_tokens > 0 then '1h'
            when write_5m_tokens > 0 then '5m'
            when has_price_list and coalesce(write_5m_picousd, write_1h_picousd) is null then 'automatic'
            else '(not reported)'
        end as read_ttl,
        coalesce(deepest_read_in_5m, 0) <= read_tokens as is_unread_in_5m,
        coalesce(deepest_read_in_1h, 0) <= read_tokens as is_unread_in_1h,
    from neighboured
),

-- How much of the prefix its previous use had left: as the log tells; else what was read; else, where the entry was
-- still alive and not read, nothing, because the prefix had changed; else what the previous use had cached.
shared as (
    select
        *,
        case
            when previous_gap_us is null then 0
            else least(
                cacheable_tokens,
                case
                    when known_shared_tokens is not null then known_shared_tokens
                    when read_tokens > 0 then read_tokens
                    when is_inferred and previous_gap_us <= cache_lifetime_us(held_ttl) then 0
                    else previous_cacheable_tokens
                end
            )
        end as shared_tokens,
    from named
)

select * from shared
