-- grain: one row per UTC day and call that was present on GPUs rented by us
-- key: event_date, dedupe_key
-- units: _picousd in 10^-12 USD; kv_byte_seconds in bytes held x seconds; _us in microseconds of the call
-- source: int_piece_costs, int_servings
-- why: the day's rent of a deployment, divided: its calls pay for what they used, and for the time nobody used in
--      proportion to that. What rounding leaves of the idle time goes to the dearest call of the day
with pieces as (
    select
        piece_costs.*,
        servings.low_rent_ratio,
        servings.high_rent_ratio,
    from int_piece_costs as piece_costs
    inner join int_servings as servings
        on piece_costs.serving_no = servings.serving_no
),

calls as (
    select
        dedupe_key,
        deployment,
        sum(prefill_picousd) as prefill_picousd,
        sum(weights_picousd) as weights_picousd,
        sum(kv_picousd) as kv_picousd,
        sum(compute_picousd) as compute_picousd,
        sum(prefill_picousd + weights_picousd + kv_picousd + compute_picousd) as direct_picousd,
        min(low_rent_ratio) as low_rent_ratio,
        max(high_rent_ratio) as high_rent_ratio,
        sum(kv_byte_seconds)::bigint as kv_byte_seconds,
        sum(decode_to_us - decode_from_us)::bigint as decode_us,
        sum(over_capacity_us)::bigint as over_capacity_us,
        sum(compute_bound_us)::bigint as compute_bound_us,
        sum(kv_bound_us)::bigint as kv_bound_us,
        event_date,
    from pieces
    group by dedupe_key, deployment, event_date
),

deployment_days as (
    select
        deployment,
        sum(direct_picousd) as direct_picousd,
        max(direct_picousd) as dearest_picousd,
        event_date,
    from calls
    group by deployment, event_date
),

rented_days as (
    select
        days.deployment,
        days.direct_picousd,
        days.dearest_picousd,
        sum(rent_of(servings.rent_picousd_per_hour, overlap_us(
            epoch_us(days.event_date), epoch_us(days.event_date) + day_us(),
            servings.valid_from_us, servings.valid_to_us
        ))) - days.direct_picousd as idle_picousd,
        days.event_date,
    from deployment_days as days
    inner join int_servings as servings
        on days.deployment = servings.deployment
    group by days.deployment, days.direct_picousd, days.dearest_picousd, days.event_date
),

idled as (
    select
        calls.*,
        picousd_part(days.idle_picousd, calls.direct_picousd, days.direct_picousd) as idle_picousd,
        days.idle_picousd as day_idle_picousd,
        days.direct_picousd > 0 and row_number() over (
            partition by calls.deployment, calls.event_date
            order by calls.direct_picousd = days.dearest_picousd desc, calls.dedupe_key
        ) = 1 as is_dearest,
    from calls
    inner join rented_days as days
        on calls.deployment = days.deployment
        and calls.event_date = days.event_date
),

loaded as (
    select
        * exclude (idle_picousd),
        idle_picousd + if(
            is_dearest, day_idle_picousd - sum(idle_picousd) over (partition by deployment, event_date), 0
        ) as idle_picousd,
    from idled
),

allocated_costs as (
    select
        dedupe_key,
        deployment,
        prefill_picousd::bigint as prefill_cost_picousd,
        weights_picousd::bigint as decode_weights_cost_picousd,
        kv_picousd::bigint as decode_kv_cost_picousd,
        compute_picousd::bigint as decode_compute_cost_picousd,
        idle_picousd::bigint as idle_cost_picousd,
        floor(direct_picousd * least(low_rent_ratio, 1))::bigint as lower_picousd,
        ceil(direct_picousd * greatest(high_rent_ratio, 1))::bigint as upper_picousd,
        floor((direct_picousd + idle_picousd) * least(low_rent_ratio, 1))::bigint as loaded_lower_picousd,
        ceil((direct_picousd + idle_picousd) * greatest(high_rent_ratio, 1))::bigint as loaded_upper_picousd,
        kv_byte_seconds,
        decode_us,
        over_capacity_us,
        compute_bound_us,
        kv_bound_us,
        event_date,
    from loaded
)

select * from allocated_costs
