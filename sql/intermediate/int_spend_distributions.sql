-- grain: one row per series, origin (the first period that is not known) and slot
-- key: series_id, origin_no, slot
-- units: amounts as in int_spend_series; points as an effective number
-- source: int_spend_series
-- why: what a period may cost is what periods like it cost, the recent ones weighing more. Nothing is assumed about the
--      shape, so heavy tails stay in. The last origin is the projection, those before it are its backtest
-- kept: build
with int_spend_series as (
    select * from int_spend_series
),

spans as (
    select
        series_id,
        any_value(season_length) as season_length,
        min(period_no) as first_no,
        max(period_no) as last_no,
    from int_spend_series
    group by series_id
),

origins as (
    select
        series_id,
        season_length,
        first_no,
        last_no,
        unnest(range(
            first_no + least_seasons() * season_length,
            last_no + 1,
            greatest(1, ceil((last_no + 1 - first_no) / backtest_origins())::bigint)
        ) || [last_no + 1]) as origin_no,
    from spans
),

-- Each slot keeps its last season, so that a young series is projected too.
weighted as (
    select
        origins.series_id,
        origins.origin_no,
        origins.season_length,
        origins.origin_no = origins.last_no + 1 as is_projection,
        points.slot,
        points.amount,
        period_weight(origins.origin_no - 1 - points.period_no, origins.season_length) as weight,
        points.period_no,
    from origins
    inner join int_spend_series as points
        on origins.series_id = points.series_id
        and points.period_no < origins.origin_no
        and points.period_no >= origins.origin_no - projection_seasons() * origins.season_length
),

placed as (
    select
        *,
        sum(weight) over slot_points as weights,
        sum(weight) over slot_points ** 2 / sum(weight * weight) over slot_points as effective_points,
        (sum(weight) over slot_points_so_far - weight / 2) / sum(weight) over slot_points as middle,
    from weighted
    window
        slot_points as (partition by series_id, origin_no, slot),
        slot_points_so_far as (partition by series_id, origin_no, slot order by amount, period_no)
),

neighbours as (
    select
        *,
        lag(amount) over slot_order as last_amount,
        lag(middle) over slot_order as last_middle,
    from placed
    window slot_order as (partition by series_id, origin_no, slot order by amount, period_no)
),

distributions as (
    select
        series_id,
        slot,
        origin_no,
        any_value(season_length) as season_length,
        any_value(effective_points) as effective_points,
        -- as decimals, whose sums do not depend on the order of the rows
        round(sum((weight * amount)::decimal(38, 6))::double / any_value(weights), 9) as mean_amount,
        round(
            sum((weight * amount * amount)::decimal(38, 3))::double / any_value(weights)
            - (sum((weight * amount)::decimal(38, 6))::double / any_value(weights)) ** 2, 9
        ) as variance,
        value_at_level(amount, last_amount, middle, last_middle, sample_level(0.1, effective_points)) as p10_amount,
        value_at_level(amount, last_amount, middle, last_middle, 0.5) as p50_amount,
        value_at_level(amount, last_amount, middle, last_middle, 1 - sample_level(0.1, effective_points))
            as p90_amount,
        any_value(is_projection) as is_projection,
    from neighbours
    group by series_id, slot, origin_no
)

select * from distributions
