-- why: what the calls of an hour bear of decoding is the time the GPUs decoded, not more and not less; a sweep that met
--      its events out of time would not come out even
-- runs: by event_date
with borne as (
    select
        pieces.serving_no,
        pieces.hour_from_us,
        sum(shares.weights_us + shares.kv_us + shares.compute_us) as borne_us,
    from int_piece_shares as shares
    inner join int_serving_pieces as pieces
        on shares.piece_no = pieces.piece_no
    group by pieces.serving_no, pieces.hour_from_us
),

offences as (
    select
        hours.deployment,
        make_timestamp(hours.hour_from_us) as hour_start,
        hours.busy_us,
        coalesce(borne.borne_us, 0) as borne_us,
    from int_serving_hours as hours
    left join borne
        on hours.serving_no = borne.serving_no
        and hours.hour_from_us = borne.hour_from_us
    -- Rounding of running sums is far below a microsecond in a thousand seconds.
    where abs(hours.busy_us - coalesce(borne.borne_us, 0)) > 1 + hours.busy_us / 1000000000
)

select * from offences
