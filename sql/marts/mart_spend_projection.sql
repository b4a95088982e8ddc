-- grain: one row per provider and model (and all together) and day ahead, 1 to 90
-- key: provider, llm_model, days_ahead
-- units: _usd in USD, shares and ratios (1 = 100 %); days in UTC
-- source: int_spend_distributions, int_spend_backtests, int_spend_series
-- why: what the next days and the month will cost, with how far the same method was off on the past beside it. A day
--      costs what days like it cost, recent ones weighing more: expected = their mean, p50 = their median. Months add
--      days up as independent but for their common level. The last day seen counts as a whole day
with int_spend_series as (
    select * from int_spend_series
),

days_ahead as (
    select unnest(range(1, 91)) as days_ahead
),

projected_series as (
    select
        series_id,
        provider,
        llm_model,
        max(period_no) as last_no,
        any_value(season_length) as season_length,
    from int_spend_series
    group by series_id, provider, llm_model
),

projected_days as (
    select
        projected_series.*,
        days_ahead.days_ahead,
        if(isodow(date '1970-01-01' + (last_no + days_ahead)::integer) > 5, 'weekend', 'working day') as slot,
        widening(days_ahead, season_length) as width,
        date '1970-01-01' + (last_no + days_ahead)::integer as projected_date,
    from projected_series
    cross join days_ahead
),

distributed as (
    select
        days.*,
        distributions.* exclude (series_id, slot, season_length),
        sqrt(greatest(0, distributions.variance)) as deviation,
    from projected_days as days
    left join int_spend_distributions as distributions
        on days.series_id = distributions.series_id
        and days.slot = distributions.slot
        and distributions.is_projection
),

spent as (
    select
        series_id,
        sum(amount::decimal(38, 12))::double as spent_amount,
        month_of(date '1970-01-01' + period_no::integer) as month_date,
    from int_spend_series
    group by series_id, month_of(date '1970-01-01' + period_no::integer)
),

months as (
    select
        distributed.series_id,
        month_of(distributed.projected_date) as month_date,
        coalesce(any_value(spent.spent_amount), 0) as spent_amount,
        coalesce(any_value(spent.spent_amount), 0) + sum(distributed.mean_amount::decimal(38, 9))::double
            as expected_amount,
        sqrt(
            sum((distributed.variance * distributed.width ** 2)::decimal(38, 9))::double
            + sum((distributed.deviation / sqrt(distributed.effective_points))::decimal(38, 9))::double ** 2
        ) as deviation,
        max(distributed.projected_date) = last_day(month_of(distributed.projected_date))
        and count(distributed.mean_amount) = count(*) as is_whole,
    from distributed
    left join spent
        on distributed.series_id = spent.series_id
        and month_of(distributed.projected_date) = spent.month_date
    group by distributed.series_id, month_of(distributed.projected_date)
),

-- 1.2816 standard deviations to each side hold 80 % of a normal distribution.
projection as (
    select
        days.provider,
        days.llm_model,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        days.days_ahead,
        usd_of(days.mean_amount) as expected_usd,
        usd_of(greatest(0, days.p50_amount - (days.p50_amount - days.p10_amount) * days.width)) as p10_usd,
        usd_of(days.p50_amount) as p50_usd,
        usd_of(days.p50_amount + (days.p90_amount - days.p50_amount) * days.width) as p90_usd,
        usd_of(months.spent_amount) as month_to_date_usd,
        case when months.is_whole then usd_of(months.expected_amount) end as month_end_usd,
        case
            when months.is_whole
                then usd_of(greatest(months.spent_amount, months.expected_amount - 1.2816 * months.deviation))
        end as month_end_p10_usd,
        case when months.is_whole then usd_of(months.expected_amount + 1.2816 * months.deviation) end
            as month_end_p90_usd,
        backtests.origins as backtest_origins,
        backtests.periods as backtest_days,
        usd_of(backtests.amount) as backtest_cost_usd,
        usd_of(backtests.absolute_error) as backtest_absolute_error_usd,
        usd_of(backtests.naive_absolute_error) as naive_absolute_error_usd,
        usd_of(backtests.bias) as backtest_bias_usd,
        backtests.covered_periods / backtests.periods as backtest_coverage_share,
        round(backtests.absolute_error / nullif(backtests.amount, 0), 9) as backtest_error_share,
        round(backtests.absolute_error / nullif(backtests.naive_absolute_error, 0), 9) as error_per_naive_error,
        days.projected_date,
    from distributed as days
    inner join months
        on days.series_id = months.series_id
        and month_of(days.projected_date) = months.month_date
    left join int_spend_backtests as backtests
        on days.series_id = backtests.series_id
        and backtests.reach = if(days.days_ahead <= days.season_length, 'within a season', 'beyond a season')
)

select * from projection
