-- grain: one row per series and reach of the projection: within a season, or beyond it
-- key: series_id, reach
-- units: amounts as in int_spend_series, summed over all held-out periods of all origins
-- source: int_spend_series, int_spend_distributions
-- why: a projection is worth what the same method would have been worth on the past: at every origin it sees only what
--      lies before. Beside it stands the naive forecast, the mean of the same periods of the last four seasons
-- kept: build
with int_spend_series as (
    select * from int_spend_series
),

held_out as (
    select
        distributions.series_id,
        distributions.origin_no,
        distributions.season_length,
        points.period_no,
        points.period_no - distributions.origin_no + 1 as periods_ahead,
        points.amount,
        distributions.p50_amount,
        greatest(0, p50_amount - (p50_amount - p10_amount) * widening(periods_ahead, distributions.season_length))
            as p10_amount,
        p50_amount + (p90_amount - p50_amount) * widening(periods_ahead, distributions.season_length) as p90_amount,
    from int_spend_distributions as distributions
    inner join int_spend_series as points
        on distributions.series_id = points.series_id
        and distributions.slot = points.slot
        and points.period_no >= distributions.origin_no
        and points.period_no < distributions.origin_no + backtest_periods()
    where not distributions.is_projection
),

naive as (
    select
        held_out.series_id,
        held_out.origin_no,
        held_out.period_no,
        avg(past.amount::decimal(38, 12)) as naive_amount,
    from held_out
    inner join int_spend_series as past
        on held_out.series_id = past.series_id
        and past.period_no < held_out.origin_no
        and past.period_no >= held_out.origin_no - naive_seasons() * held_out.season_length
        and (held_out.period_no - past.period_no) % held_out.season_length = 0
    group by held_out.series_id, held_out.origin_no, held_out.period_no
),

backtests as (
    select
        series_id,
        if(periods_ahead <= season_length, 'within a season', 'beyond a season') as reach,
        count(distinct origin_no) as origins,
        count(*) as periods,
        count(*) filter (amount between p10_amount and p90_amount) as covered_periods,
        -- sums of doubles would differ in their last digit with the order of the rows
        sum(amount::decimal(38, 6))::double as amount,
        sum((p50_amount - amount)::decimal(38, 6))::double as bias,
        sum(abs(amount - p50_amount)::decimal(38, 6))::double as absolute_error,
        sum(abs(amount - naive_amount)::decimal(38, 6))::double as naive_absolute_error,
        sum((
            pinball(amount, p10_amount, 0.1) + pinball(amount, p50_amount, 0.5) + pinball(amount, p90_amount, 0.9)
        )::decimal(38, 6))::double / 3 as pinball_loss,
    from held_out
    inner join naive using (series_id, origin_no, period_no)
    group by series_id, if(periods_ahead <= season_length, 'within a season', 'beyond a season')
)

select * from backtests
