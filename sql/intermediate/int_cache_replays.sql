-- grain: one row per prefix, UTC day, reporting day, model, customer and feature, with a replay of each cache policy
-- key: event_date, reporting_date, provider, llm_model, customer_id, feature, prefix_key
-- units: _tokens in Tokens, _picousd in 10^-12 USD; none, after_5m, after_1h and as_is are replays of one form
-- source: int_cache_uses
-- why: what the same uses would have cost under each policy, from the gaps between them: within the lifetime the shared
--      part is read and the rest written, after it all is written again. A write is unread when no use follows in time.
with int_cache_uses as (
    select * from int_cache_uses
),

settings as (
    select * from settings
),

lifetimes as (
    select
        int_cache_uses.* replace (
            coalesce(provider, '(not reported)') as provider,
            coalesce(llm_model, '(not reported)') as llm_model,
            coalesce(feature, '(not reported)') as feature
        ),
        if(previous_gap_us <= cache_lifetime_us('5m'), shared_tokens, 0) as held_5m_tokens,
        if(previous_gap_us <= cache_lifetime_us('1h'), shared_tokens, 0) as held_1h_tokens,
        coalesce(next_gap_us > cache_lifetime_us('5m'), true) as is_last_in_5m,
        coalesce(next_gap_us > cache_lifetime_us('1h'), true) as is_last_in_1h,
        write_5m_tokens + write_1h_tokens + write_unknown_tokens as written_tokens,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
    from int_cache_uses
    cross join settings
),

costed as (
    select
        *,
        meter_cost(cacheable_tokens, input_picousd, priceable_tokens()) as none_picousd,
        meter_cost(held_5m_tokens, read_picousd, priceable_tokens())
        + meter_cost(cacheable_tokens - held_5m_tokens, write_5m_picousd, priceable_tokens()) as after_5m_picousd,
        meter_cost(held_1h_tokens, read_picousd, priceable_tokens())
        + meter_cost(cacheable_tokens - held_1h_tokens, write_1h_picousd, priceable_tokens()) as after_1h_picousd,
        meter_cost(read_tokens, read_picousd, priceable_tokens())
        + meter_cost(write_5m_tokens, write_5m_picousd, priceable_tokens())
        + meter_cost(write_1h_tokens, write_1h_picousd, priceable_tokens())
        + meter_cost(write_unknown_tokens, write_unknown_picousd, priceable_tokens())
        + meter_cost(cacheable_tokens - read_tokens - written_tokens, input_picousd, priceable_tokens())
        as as_is_picousd,
        none_picousd + as_is_picousd is not null as is_priced,
    from lifetimes
),

-- The uses of one prefix on one day.
prefixes as (
    select
        provider,
        llm_model,
        customer_id,
        feature,
        prefix_key,
        count(*) as uses,
        count(*) filter (is_inferred) as inferred_uses,
        count(*) filter (not is_priced) as unpriced_uses,
        sum(cacheable_tokens) as cacheable_tokens,
        struct_pack(
            reads := 0, writes := 0, unread_writes := 0, read_tokens := 0::hugeint,
            write_tokens := 0::hugeint, is_known := true, cost_picousd := sum(none_picousd) filter (is_priced)
        ) as none,
        struct_pack(
            reads := count(*) filter (held_5m_tokens > 0),
            writes := count(*) filter (cacheable_tokens > held_5m_tokens),
            unread_writes := count(*) filter (cacheable_tokens > held_5m_tokens and is_last_in_5m),
            read_tokens := sum(held_5m_tokens), write_tokens := sum(cacheable_tokens) - sum(held_5m_tokens),
            is_known := bool_and(after_5m_picousd is not null or not is_priced),
            cost_picousd := sum(after_5m_picousd) filter (is_priced)
        ) as after_5m,
        struct_pack(
            reads := count(*) filter (held_1h_tokens > 0),
            writes := count(*) filter (cacheable_tokens > held_1h_tokens),
            unread_writes := count(*) filter (cacheable_tokens > held_1h_tokens and is_last_in_1h),
            read_tokens := sum(held_1h_tokens), write_tokens := sum(cacheable_tokens) - sum(held_1h_tokens),
            is_known := bool_and(after_1h_picousd is not null or not is_priced),
            cost_picousd := sum(after_1h_picousd) filter (is_priced)
        ) as after_1h,
        struct_pack(
            reads := count(*) filter (read_tokens > 0),
            writes := count(*) filter (written_tokens > 0),
            unread_writes := count(*) filter (
                (write_5m_tokens > 0 and is_unread_in_5m)
                or (write_1h_tokens + write_unknown_tokens > 0 and is_unread_in_1h)
            ),
            read_tokens := sum(read_tokens), write_tokens := sum(written_tokens), is_known := true,
            cost_picousd := sum(as_is_picousd) filter (is_priced)
        ) as as_is,
        event_date,
        reporting_date,
    from costed
    group by provider, llm_model, customer_id, feature, prefix_key, event_date, reporting_date
)

select * from prefixes
