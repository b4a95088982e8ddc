-- why: meters are disjoint: together they are the totals that the source reports, or a token is counted twice or lost.
--      Conventions that do not say whether their input total holds the cached part are left out, estimates too
-- runs: by event_date
with raw_requests as (
    select * from raw_requests
),

totals as (
    select
        source,
        file_id,
        line_no,
        meter_convention,
        token_total(
            uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
            cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
            output_audio_tokens, image_tokens
        ) as meter_tokens,
        case
            when meter_convention like '%-inclusive-%' then reported_input_tokens + reported_output_tokens
            when meter_convention like '%-exclusive-%' then reported_input_tokens + reported_output_tokens
                + token_total(
                    null, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
                    cache_write_unknown_ttl_tokens, null, null, null, null, null
                )
        end as reported_tokens,
    from raw_requests
    where
        is_superseded is not true
        and is_usage_estimated is not true
        and utc_date(started_at) in (select event_date from chunk_days)
),

offences as (
    select * from totals where meter_tokens <> reported_tokens
)

select * from offences
