-- grain: one row per UTC day and source
-- key: event_date, source
-- units: requests; _picousd in 10^-12 USD; oldest_price_days in days
-- source: int_requests_priced
-- why: how far a source can be trusted: who is unknown, what is a guess, and whether its own numbers agree with ours. A
--      cost of the source is beyond tolerance when it differs by more than 1 % and by more than a micro-dollar. A price
--      is old when it was last confirmed long before the call
-- kept: table by event_date
with int_requests_priced as not materialized (
    select * from int_requests_priced
),

-- Few prices serve many calls, so that texts are read once for each.
prices_used as (
    select
        source,
        price_source,
        count(*) as requests,
        event_date,
        price_known_from,
    from int_requests_priced
    where is_priced and price_known_from is not null
    group by source, price_source, event_date, price_known_from
),

price_ages as (
    select
        source,
        sum(
            if(event_date - price_confirmed_date(price_source, price_known_from) > old_price_days(), requests, 0)
        )::bigint as old_price_requests,
        greatest(0, max(event_date - price_confirmed_date(price_source, price_known_from))) as oldest_price_days,
        event_date,
    from prices_used
    group by source, event_date
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
),

quality as (
    select *
    from summed
    left join price_ages using (source, event_date)
)

select * from quality
