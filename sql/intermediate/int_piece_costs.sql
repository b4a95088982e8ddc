-- grain: one row per call on GPUs rented by us and UTC hour in which it was present, with its part of the hour's rent
-- key: piece_no
-- units: _picousd in 10^-12 USD; kv_byte_seconds in bytes held x seconds; _us in microseconds of the call
-- source: int_serving_pieces, int_piece_shares, int_serving_hours, int_servings
-- why: parts are rounded to whole picodollars, and what rounding leaves of the hour goes to its dearest call, so that
--      the calls of an hour cost what prefill and decoding cost, to the last picodollar, whatever order they stand in
-- kept: build
with int_serving_pieces as (
    select * from int_serving_pieces
),

int_serving_hours as (
    select * from int_serving_hours
),

costed as (
    select
        pieces.* exclude (is_even_hour),
        hours.prefill_picousd + hours.decode_picousd as hour_picousd,
        picousd_part(hours.prefill_picousd, pieces.prefill_us, hours.prefill_us) as prefill_picousd,
        coalesce(picousd_part(hours.decode_picousd, shares.weights_us, hours.busy_us), 0) as weights_picousd,
        coalesce(picousd_part(hours.decode_picousd, shares.kv_us, hours.busy_us), 0) as kv_picousd,
        coalesce(picousd_part(hours.decode_picousd, shares.compute_us, hours.busy_us), 0) as compute_picousd,
        coalesce(shares.over_capacity_us, 0) as over_capacity_us,
        coalesce(shares.compute_bound_us, 0) as compute_bound_us,
        coalesce(shares.kv_bound_us, 0) as kv_bound_us,
    from int_serving_pieces as pieces
    inner join int_serving_hours as hours
        on pieces.serving_no = hours.serving_no
        and pieces.hour_from_us = hours.hour_from_us
    left join int_piece_shares as shares
        on pieces.piece_no = shares.piece_no
),

summed as (
    select
        *,
        prefill_picousd + weights_picousd + kv_picousd + compute_picousd as direct_picousd,
        greatest(prefill_picousd, weights_picousd, kv_picousd, compute_picousd) as largest_picousd,
    from costed
),

totals as (
    select
        serving_no,
        hour_from_us,
        max(hour_picousd) - sum(direct_picousd) as left_picousd,
        max(direct_picousd) as dearest_picousd,
    from summed
    group by serving_no, hour_from_us
),

dearest as (
    select
        summed.serving_no,
        summed.hour_from_us,
        min(summed.dedupe_key) as dedupe_key,
        any_value(totals.left_picousd) as left_picousd,
    from summed
    inner join totals
        on summed.serving_no = totals.serving_no
        and summed.hour_from_us = totals.hour_from_us
        and summed.direct_picousd = totals.dearest_picousd
    group by summed.serving_no, summed.hour_from_us
),

-- The first of the largest parts takes what is left.
piece_costs as (
    select
        summed.* exclude (hour_picousd, direct_picousd, largest_picousd) replace (
            prefill_picousd + if(prefill_picousd = largest_picousd, coalesce(left_picousd, 0), 0) as prefill_picousd,
            weights_picousd + if(
                weights_picousd = largest_picousd and prefill_picousd < largest_picousd, coalesce(left_picousd, 0), 0
            ) as weights_picousd,
            kv_picousd + if(
                kv_picousd = largest_picousd and greatest(prefill_picousd, weights_picousd) < largest_picousd,
                coalesce(left_picousd, 0), 0
            ) as kv_picousd,
            compute_picousd + if(
                greatest(prefill_picousd, weights_picousd, kv_picousd) < largest_picousd, coalesce(left_picousd, 0), 0
            ) as compute_picousd
        ),
        piece_kv_byte_seconds(servings.mid_serving, summed) as kv_byte_seconds,
    from summed
    inner join int_servings as servings
        on summed.serving_no = servings.serving_no
    left join dearest
        on summed.serving_no = dearest.serving_no
        and summed.hour_from_us = dearest.hour_from_us
        and summed.dedupe_key = dearest.dedupe_key
)

select * from piece_costs
