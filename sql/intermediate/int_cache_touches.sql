-- grain: one row per call that touched a prompt cache; one per full block where the log tells the blocks of a prompt
-- key: dedupe_key, block_no
-- units: _tokens in Tokens, _picousd in 10^-12 USD per Token, started_us in microseconds since 1970
-- source: int_requests_costed
-- why: says which cached prefix a call belongs to: the one the log names, else its session, else its customer, feature
--      and model, which is a guess and flagged. Equal block ids mean equal prompts so far, so each block is a prefix.
with int_requests_costed as not materialized (
    select * from int_requests_costed
),

calls as (
    select
        dedupe_key,
        provider,
        llm_model,
        customer_id,
        feature,
        prefix_hash,
        session_id,
        -- Where the provider told what it read and wrote, that counts and not what could have been.
        case
            when coalesce(
                cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unknown_ttl_tokens
            ) is null then prompt_block_ids
        end as offered_block_ids,
        prompt_tokens // cache_block_tokens as full_blocks,
        cache_block_tokens,
        coalesce(cache_read_tokens, 0) as read_tokens,
        coalesce(cache_write_5m_tokens, 0) as write_5m_tokens,
        coalesce(cache_write_1h_tokens, 0) as write_1h_tokens,
        coalesce(cache_write_unknown_ttl_tokens, 0) as write_unknown_tokens,
        prompt_blocks * cache_block_tokens as block_tokens,
        -- Blocks that came earlier, whatever their age: the replay decides whether they were still held.
        prompt_blocks_seen * cache_block_tokens as known_shared_tokens,
        uncached_input_picousd as input_picousd,
        cache_read_picousd as read_picousd,
        cache_write_5m_picousd as write_5m_picousd,
        cache_write_1h_picousd as write_1h_picousd,
        cache_write_unknown_ttl_picousd as write_unknown_picousd,
        has_price_list,
        event_date,
        started_at,
        epoch_us(started_at) as started_us,
    from int_requests_costed
    where
        cache_read_tokens > 0
        or cache_write_5m_tokens > 0
        or cache_write_1h_tokens > 0
        or cache_write_unknown_ttl_tokens > 0
        or prompt_blocks > 0
),

-- A 64-bit hash stands for the prefix: it partitions far faster than the texts.
whole_calls as (
    select
        * exclude (
            prefix_hash, session_id, offered_block_ids, full_blocks, cache_block_tokens, block_tokens
        ),
        0::bigint as block_no,
        case
            when prefix_hash is not null then hash('prefix', customer_id, prefix_hash)
            when session_id is not null then hash('session', customer_id, session_id)
            else hash('feature', customer_id, feature, provider, llm_model)
        end as prefix_key,
        greatest(
            coalesce(block_tokens, 0), read_tokens + write_5m_tokens + write_1h_tokens + write_unknown_tokens
        ) as cacheable_tokens,
        prefix_hash is null as is_inferred,
    from calls
    where offered_block_ids is null
),

-- Only full blocks can be cached; the rest of the prompt is plain input under every policy.
blocks as (
    select
        calls.* exclude (prefix_hash, session_id, offered_block_ids, full_blocks, cache_block_tokens, block_tokens)
            replace (
                0::bigint as read_tokens,
                0::bigint as write_5m_tokens,
                0::bigint as write_1h_tokens,
                0::bigint as write_unknown_tokens,
                null::bigint as known_shared_tokens
            ),
        generate_subscripts(offered_block_ids, 1) as block_no,
        hash('block', customer_id, unnest(offered_block_ids)) as prefix_key,
        cache_block_tokens as cacheable_tokens,
        false as is_inferred,
        full_blocks,
    from calls
    where offered_block_ids is not null
),

touches as (
    select * from whole_calls
    union all by name
    select * exclude (full_blocks) from blocks where block_no <= full_blocks
)

select * from touches
