-- why: every cached token must be in the cache economics once, and what caching cost must be what the day paid for it
-- runs: by event_date
with cost_days as (
    select
        event_date,
        coalesce(sum(cache_read_tokens), 0) as read_tokens,
        sum(
            coalesce(cache_write_5m_tokens, 0) + coalesce(cache_write_1h_tokens, 0)
            + coalesce(cache_write_unknown_ttl_tokens, 0)
        ) as write_tokens,
        case
            when sum(unpriced_requests) = 0 then sum(
                cache_read_cost_picousd + cache_write_5m_cost_picousd + cache_write_1h_cost_picousd
                + cache_write_unknown_ttl_cost_picousd
            )
        end as cost_picousd,
    from int_costs_by_day
    group by event_date
),

economics_days as (
    select
        event_date,
        sum(read_tokens) as read_tokens,
        sum(write_tokens) as write_tokens,
        sum(coalesce(all_at_input_picousd, 0) + coalesce(premium_picousd, 0) - coalesce(saving_picousd, 0))
            as cost_picousd,
    from int_cache_economics_by_day
    group by event_date
),

offences as (
    select
        event_date,
        cost_days.read_tokens,
        economics_days.read_tokens as read_tokens_in_economics,
        cost_days.write_tokens,
        economics_days.write_tokens as write_tokens_in_economics,
        cost_days.cost_picousd,
        economics_days.cost_picousd as cost_picousd_in_economics,
    from cost_days
    full outer join economics_days using (event_date)
    where
        coalesce(cost_days.read_tokens, 0) <> coalesce(economics_days.read_tokens, 0)
        or coalesce(cost_days.write_tokens, 0) <> coalesce(economics_days.write_tokens, 0)
        or cost_days.cost_picousd <> coalesce(economics_days.cost_picousd, 0)
)

select * from offences
