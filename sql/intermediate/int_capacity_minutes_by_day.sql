-- grain: one row per UTC day, deployment rented by us in one validity of its price, and minute with a call decoding
-- key: event_date, deployment, valid_from_us, minute_from_us
-- units: sequences; _us in microseconds, busy_us in those of all instances together
-- source: int_decode_rates, int_servings
-- why: how many calls decoded together at most, and for how long any, straight from the sweep; contexts and customers
--      stand in int_kv_slots_by_day
-- kept: table by event_date
with int_decode_rates as (
    select * from int_decode_rates where busy_us > 0
),

int_servings as (
    select * from int_servings
),

cut as (
    select
        sweep_serving_no(event_key) as serving_no,
        sequences,
        busy_us / segment_us as instances,
        segment_us,
        near_ridge_us > 0 as is_near_ridge,
        sweep_us(event_key) as to_us,
        unnest(range(
            (sweep_us(event_key) - segment_us) // minute_us(), (sweep_us(event_key) - 1) // minute_us() + 1
        )) * minute_us() as minute_from_us,
    from int_decode_rates
),

overlapping as (
    select
        *,
        overlap_us(to_us - segment_us, to_us, minute_from_us, minute_from_us + minute_us()) as present_us,
    from cut
),

minutes as (
    select
        int_servings.deployment,
        int_servings.valid_from_us,
        overlapping.minute_from_us,
        max(overlapping.sequences) as sequences_max,
        sum(overlapping.instances * overlapping.present_us)::bigint as busy_us,
        sum(if(overlapping.is_near_ridge, overlapping.present_us, 0))::bigint as near_ridge_us,
        make_timestamp(overlapping.minute_from_us)::date as event_date,
    from overlapping
    inner join int_servings
        on overlapping.serving_no = int_servings.serving_no
    group by int_servings.deployment, int_servings.valid_from_us, overlapping.minute_from_us
)

select * from minutes
