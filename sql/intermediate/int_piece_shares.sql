-- grain: one row per piece of int_serving_pieces that decoded
-- key: piece_no
-- units: _us in microseconds of one instance, those of regimes in microseconds of the call
-- source: int_decode_rates, int_serving_pieces, int_servings
-- why: what a call has to bear of a segment is straight in its own context, so running sums of rates over all segments,
--      looked up at its start and its end, give its part of all segments between without meeting one of them
-- kept: build
with int_serving_pieces as (
    select * from int_serving_pieces
),

even_hours as (
    select * from int_decode_rates where is_even_hour order by event_key
),

odd_hours as (
    select * from int_decode_rates where not is_even_hour order by event_key
),

-- Up to the event. middle_us counts half microseconds, so twice of it is whole.
running as (
    select
        piece_no,
        direction,
        sum(weight_units) over even_past as weight_units,
        sum(kv_units) over even_past as kv_units,
        sum(kv_units * (2 * middle_us)::bigint) over even_past as kv_moments,
        sum(compute_units) over even_past as compute_units,
        sum(compute_units * (2 * middle_us)::bigint) over even_past as compute_moments,
        sum(regime_times) over even_past as regime_times,
    from even_hours
    window even_past as (rows unbounded preceding)
    union all
    select
        piece_no,
        direction,
        sum(weight_units) over odd_past as weight_units,
        sum(kv_units) over odd_past as kv_units,
        sum(kv_units * (2 * middle_us)::bigint) over odd_past as kv_moments,
        sum(compute_units) over odd_past as compute_units,
        sum(compute_units * (2 * middle_us)::bigint) over odd_past as compute_moments,
        sum(regime_times) over odd_past as regime_times,
    from odd_hours
    window odd_past as (rows unbounded preceding)
),

between_ends as (
    select
        piece_no,
        sum(-direction * weight_units) as weight_units,
        sum(-direction * kv_units) as kv_units,
        sum(-direction * kv_moments) as kv_moments,
        sum(-direction * compute_units) as compute_units,
        sum(-direction * compute_moments) as compute_moments,
        sum(-direction * regime_times) as regime_times,
    from running
    group by piece_no
),

servings as (
    select
        serving_no,
        mid_serving.kv_bytes_per_token as kv_bytes_per_token,
        mid_serving.kv_bytes_per_sequence as kv_bytes_per_sequence,
        mid_serving.gpu_seconds_per_token as gpu_seconds_per_token,
        mid_serving.gpu_seconds_per_decode_pair as gpu_seconds_per_decode_pair,
    from int_servings
),

-- The call's own tokens x units of all its segments.
owned as (
    select
        between_ends.*,
        pieces.serving_no,
        (pieces.level_parts * between_ends.kv_units::double + pieces.growth_parts * (between_ends.kv_moments / 2))
        / token_parts() as kv_token_units,
        (
            pieces.level_parts * between_ends.compute_units::double
            + pieces.growth_parts * (between_ends.compute_moments / 2)
        ) / token_parts() as compute_token_units,
    from between_ends
    inner join int_serving_pieces as pieces
        on between_ends.piece_no = pieces.piece_no
),

shares as (
    select
        owned.piece_no,
        owned.serving_no,
        shares_of(owned.weight_units) as weights_us,
        per_bytes_of(
            servings.kv_bytes_per_token * owned.kv_token_units + servings.kv_bytes_per_sequence * owned.kv_units
        ) as kv_us,
        per_work_of(
            servings.gpu_seconds_per_decode_pair * owned.compute_token_units
            + servings.gpu_seconds_per_token * owned.compute_units
        ) as compute_us,
        over_capacity_us_of(owned.regime_times) as over_capacity_us,
        compute_bound_us_of(owned.regime_times) as compute_bound_us,
        kv_bound_us_of(owned.regime_times) as kv_bound_us,
    from owned
    inner join servings
        on owned.serving_no = servings.serving_no
)

select * from shares
