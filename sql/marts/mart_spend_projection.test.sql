-- test: days ahead take the distribution of their kind of day, and a month adds what is spent to what is expected
-- given int_spend_series
from (values (20748, 10.0), (20749, 20.0)) as given (period_no, amount)
cross join (values ('p/a', 'p', 'a', 'working day', 7)) as same (series_id, provider, llm_model, slot, season_length)
-- given int_spend_distributions
from (values
    ('working day', 5.0, 3.0, 4.0, 6.0, true),
    ('weekend', 2.0, 1.0, 2.0, 3.0, true),
    ('working day', 99.0, 99.0, 99.0, 99.0, false)
) as given (slot, mean_amount, p10_amount, p50_amount, p90_amount, is_projection)
cross join (values ('p/a', 7, 20750, 4, 0.0))
    as same (series_id, season_length, origin_no, effective_points, variance)
-- given int_spend_backtests
from (values ('p/a', 'within a season', 12, 60, 45, 100.0, -5.0, 10.0, 20.0)) as given (
    series_id, reach, origins, periods, covered_periods, amount, bias, absolute_error, naive_absolute_error
)
select
    *,
    0.0 as pinball_loss,
-- expect
select
    days_ahead,
    date '2026-10-23' + days_ahead::integer as projected_date,
    if(isodow(projected_date) > 5, 2, 5) as expected_usd,
    if(isodow(projected_date) > 5, 2, 4) as p50_usd,
    round(if(isodow(projected_date) > 5, 2 + width, 4 + 2 * width), 6)::decimal(38, 12) as p90_usd,
    if(month(projected_date) = 10, 30, 0) as month_to_date_usd,
    case month(projected_date) when 10 then 61 when 11 then 123 when 12 then 131 end as month_end_usd,
    case when days_ahead <= 7 then 12 end as backtest_origins,
    case when days_ahead <= 7 then 0.75 end as backtest_coverage_share,
    case when days_ahead <= 7 then 0.5 end as error_per_naive_error,
from (select days_ahead, sqrt(1 + 0.2 * ((days_ahead - 1) // 7)) as width from range(1, 91) as days (days_ahead))
