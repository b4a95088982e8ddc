-- grain: one row per read of a cached prefix and one per write, by call and lifetime
-- key: dedupe_key, block_no, ttl, is_write
-- units: _tokens in Tokens, _picousd in 10^-12 USD; at_input, at_write and at_read: the same tokens at that one price
-- source: int_cache_uses
-- why: a call may read one entry and write others of two lifetimes, which pay off by different rules
with int_cache_uses as (
    select * from int_cache_uses
),

-- A provider that caches by itself writes at the price of input.
reads as (
    select
        * replace (if(read_ttl = 'automatic', input_picousd, write_unknown_picousd) as write_unknown_picousd),
        read_ttl as ttl,
        read_tokens as tokens,
        false as is_write,
        false as is_wasted,
    from int_cache_uses
    where read_tokens > 0
),

-- Of unknown lifetime: wasted where even the longest one saw no read.
writes as (
    select *, '5m' as ttl, write_5m_tokens as tokens, is_unread_in_5m as is_wasted from int_cache_uses
    union all
    select *, '1h' as ttl, write_1h_tokens as tokens, is_unread_in_1h as is_wasted from int_cache_uses
    union all
    select *, '(not reported)' as ttl, write_unknown_tokens as tokens, is_unread_in_1h as is_wasted from int_cache_uses
),

events as (
    select * from reads
    union all by name
    select *, true as is_write from writes where tokens > 0
),

costed as (
    select
        dedupe_key,
        block_no,
        customer_id,
        provider,
        llm_model,
        ttl,
        case
            when is_wasted then waste_cause(
                cache_lifetime_us(if(ttl = '5m', '5m', '1h')), next_gap_us, next_gap_any_model_us,
                previous_gap_any_model_us
            )
        end as waste_cause,
        tokens,
        meter_cost(tokens, input_picousd, priceable_tokens()) as at_input_picousd,
        meter_cost(
            tokens,
            case ttl
                when '5m' then write_5m_picousd
                when '1h' then write_1h_picousd
                else write_unknown_picousd
            end,
            priceable_tokens()
        ) as at_write_picousd,
        meter_cost(tokens, read_picousd, priceable_tokens()) as at_read_picousd,
        is_write,
        is_inferred,
        event_date,
        started_at,
    from events
)

select * from costed
