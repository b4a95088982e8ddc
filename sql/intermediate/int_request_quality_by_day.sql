-- grain: one row per UTC day and source
-- key: event_date, source
-- units: requests; _picousd in 10^-12 USD
-- source: int_requests_priced
-- why: how far a source can be trusted: who is unknown, what is a guess, and whether its own numbers agree with ours. A
--      cost of the source is beyond tolerance when it differs by more than 1 % and by more than a micro-dollar
-- kept: table by event_date
with int_requests_priced as (
    select * from int_requests_priced
),

compared as (
    select
        *,
        coalesce(is_priced, false) and reported_cost_picousd is not null as is_comparable,
        reported_cost_picousd - list_cost_picousd as difference_picousd,
        token_total(
            uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
            cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
            output_audio_tokens, image_tokens
        ) as total_tokens,
    from int_requests_priced
),

summed as (
    select
        source,
        count(*) as requests,
        count(*) filter (not is_attributed) as unattributed_requests,
        count(*) filter (is_usage_estimated) as estimated_requests,
        count(*) filter (not is_output_split) as unsplit_requests,
        count(*) filter (not is_priced) as unpriced_requests,
        count(*) filter (reported_total_tokens <> total_tokens) as total_mismatch_requests,
        count(*) filter (is_comparable) as cost_reported_requests,
        count(*) filter (
            is_comparable and abs(difference_picousd) > 1000000
            and 100 * abs(difference_picousd) > greatest(abs(reported_cost_picousd), abs(list_cost_picousd))
        ) as cost_beyond_tolerance_requests,
        sum(list_cost_picousd) filter (is_priced and not is_attributed) as unattributed_cost_picousd,
        sum(reported_cost_picousd) filter (is_comparable) as reported_cost_picousd,
        sum(list_cost_picousd) filter (is_comparable) as compared_cost_picousd,
        event_date,
    from compared
    group by source, event_date
)

select * from summed
