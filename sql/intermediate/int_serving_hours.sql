-- grain: one deployment rented by us in one validity of its price, and UTC hour in which a call was present
-- key: serving_no, hour_from_us
-- units: _us in microseconds of one instance; _picousd in 10^-12 USD
-- source: int_serving_pieces, int_decode_rates, int_servings
-- why: the hour's rent is prefill, decoding and nothing. Prompts take their seconds of the instances, decoding gets
--      what they leave of the time in which someone decoded; more prompts than seconds leave nothing
-- kept: build
with int_servings as (
    select * from int_servings
),

prompts as (
    select
        serving_no,
        hour_from_us,
        sum(prefill_us)::bigint as prefill_us,
    from int_serving_pieces
    group by serving_no, hour_from_us
),

-- A segment lies in the hour of the microsecond before its end.
decodes as (
    select
        sweep_serving_no(event_key) as serving_no,
        sweep_us(event_key - 1) // hour_us() * hour_us() as hour_from_us,
        sum(busy_us)::bigint as busy_us,
        sum(near_ridge_us)::bigint as near_ridge_us,
    from int_decode_rates
    where busy_us > 0
    group by sweep_serving_no(event_key), sweep_us(event_key - 1) // hour_us() * hour_us()
),

rented as (
    select
        int_servings.serving_no,
        int_servings.deployment,
        prompts.hour_from_us,
        prompts.prefill_us,
        coalesce(decodes.busy_us, 0) as busy_us,
        coalesce(decodes.near_ridge_us, 0) as near_ridge_us,
        int_servings.instance_count * overlap_us(
            prompts.hour_from_us, prompts.hour_from_us + hour_us(),
            int_servings.valid_from_us, int_servings.valid_to_us
        ) as capacity_us,
        rent_of(int_servings.rent_picousd_per_hour, overlap_us(
            prompts.hour_from_us, prompts.hour_from_us + hour_us(),
            int_servings.valid_from_us, int_servings.valid_to_us
        )) as rent_picousd,
    from prompts
    inner join int_servings
        on prompts.serving_no = int_servings.serving_no
    left join decodes
        on prompts.serving_no = decodes.serving_no
        and prompts.hour_from_us = decodes.hour_from_us
),

prefilled as (
    select
        *,
        picousd_part(rent_picousd, least(prefill_us, capacity_us), capacity_us) as prefill_picousd,
    from rented
),

hours as (
    select
        *,
        picousd_part(rent_picousd - prefill_picousd, least(busy_us, capacity_us), capacity_us) as decode_picousd,
    from prefilled
)

select * from hours
