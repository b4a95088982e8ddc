-- grain: one row per UTC day and call that was present on GPUs rented by us
-- key: event_date, dedupe_key
-- units: _picousd in 10^-12 USD
-- source: int_kv_presences, int_allocated_costs
-- why: what a call costs if the day's rent, prompts apart, is paid by those who made its peaks: a slot bears what it
--      adds to the height of the day (the Shapley value of the airport game), those present share it by what they held.
--      Capacity reacts in 10, 60 or 300 seconds; which one must not decide whether costs are fat-tailed
-- kept: build
with int_kv_presences as (
    select * from int_kv_presences
),

int_allocated_costs as (
    select * from int_allocated_costs
),

pools as (
    select
        deployment,
        sum(decode_weights_cost_picousd + decode_kv_cost_picousd + decode_compute_cost_picousd + idle_cost_picousd)
            as pool_picousd,
        event_date,
    from int_allocated_costs
    group by deployment, event_date
),

slots as (
    select
        deployment,
        slot_from_us,
        sum(kv_byte_seconds) as load,
        event_date,
    from int_kv_presences
    group by deployment, slot_from_us, event_date
),

wide_slots as (
    select
        slots.deployment,
        widths.slot_seconds,
        slots.slot_from_us // (widths.slot_seconds * 1000000) as slot_no,
        sum(slots.load) as load,
        slots.event_date,
    from slots
    cross join (values (10), (60), (300)) as widths (slot_seconds)
    group by
        slots.deployment, widths.slot_seconds, slots.slot_from_us // (widths.slot_seconds * 1000000), slots.event_date
    having sum(slots.load) > 0
),

-- What a slot adds to the height of the day is borne by all slots that reach that high.
rises as (
    select
        *,
        (load - lag(load, 1, 0) over by_load) / (count(*) over day - row_number() over by_load + 1) as rise,
        max(load) over day as day_peak,
    from wide_slots
    window
        day as (partition by deployment, slot_seconds, event_date),
        by_load as (partition by deployment, slot_seconds, event_date order by load, slot_no)
),

prices as (
    select
        deployment,
        slot_seconds,
        slot_no,
        sum(rise) over (
            partition by deployment, slot_seconds, event_date
            order by load, slot_no
            rows unbounded preceding
        ) / day_peak / load as share_per_byte_second,
        event_date,
    from rises
),

held as (
    select
        presences.dedupe_key,
        presences.deployment,
        prices.slot_seconds,
        sum(round(pools.pool_picousd::double * presences.kv_byte_seconds * prices.share_per_byte_second)::hugeint)
            as peak_picousd,
        presences.event_date,
    from int_kv_presences as presences
    inner join prices
        on presences.deployment = prices.deployment
        and presences.event_date = prices.event_date
        and presences.slot_from_us // (prices.slot_seconds * 1000000) = prices.slot_no
    inner join pools
        on presences.deployment = pools.deployment
        and presences.event_date = pools.event_date
    group by presences.dedupe_key, presences.deployment, prices.slot_seconds, presences.event_date
),

peaks as (
    select
        costs.dedupe_key,
        costs.deployment,
        any_value(costs.prefill_cost_picousd)
            + coalesce(sum(held.peak_picousd) filter (held.slot_seconds = 10), 0)::bigint as peak_cost_10s_picousd,
        any_value(costs.prefill_cost_picousd)
            + coalesce(sum(held.peak_picousd) filter (held.slot_seconds = 60), 0)::bigint as peak_cost_60s_picousd,
        any_value(costs.prefill_cost_picousd)
            + coalesce(sum(held.peak_picousd) filter (held.slot_seconds = 300), 0)::bigint as peak_cost_300s_picousd,
        costs.event_date,
    from int_allocated_costs as costs
    left join held
        on costs.event_date = held.event_date
        and costs.deployment = held.deployment
        and costs.dedupe_key = held.dedupe_key
    group by costs.dedupe_key, costs.deployment, costs.event_date
)

select * from peaks
