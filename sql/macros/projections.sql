-- grain: one macro per rule of how the next periods are told from the last
-- key: none
-- units: periods (days, or hours in tests), seasons of season_length periods, amounts as DOUBLE
-- source: rolling-origin backtests: ProjectionTests (hours of public traces), SampleProjectionTest (days)
-- why: the constants of the method stand in one place, where the backtests hold them to their promise

-- What a period of the past counts for, out of 10^9: half as much for every two seasons that it is older. A whole
-- number, because sums of doubles differ with the order in which threads meet the rows.
create or replace macro period_weight(periods_old, season_length) as
    round(1e9 * power(0.5, periods_old / (2 * season_length)))::bigint;

-- Seasons that a projection looks back on, and that the naive forecast takes the mean of.
create or replace macro projection_seasons() as 8;
create or replace macro naive_seasons() as 4;

-- Whole seasons that must lie before an origin of the backtest, the most origins it takes, evenly over the history, and
-- the periods ahead that it holds out at each.
create or replace macro least_seasons() as 2;
create or replace macro backtest_origins() as 60;
create or replace macro backtest_periods() as 30;

-- Quantile level of a sample of so many points at which a new point lies below with the given chance.
create or replace macro sample_level(chance, points) as greatest(0, (chance * (points + 1) - 0.5) / points);

-- How much wider an interval is so many periods ahead: further ahead, the level itself may move.
create or replace macro widening(periods_ahead, season_length) as
    sqrt(1 + 0.2 * ((periods_ahead - 1) // season_length));

-- An aggregate over the points of a distribution in order: the value at a level, between the middles of the weights.
create or replace macro value_at_level(amount, last_amount, middle, last_middle, level) as
    coalesce(
        max(last_amount + (amount - last_amount) * (level - last_middle) / nullif(middle - last_middle, 0))
            filter (last_middle < level and middle >= level),
        min(amount) filter (last_middle is null and middle >= level),
        max(amount)
    );

-- Loss of a quantile forecast.
create or replace macro pinball(amount, forecast, level) as
    greatest(level * (amount - forecast), (level - 1) * (amount - forecast));

-- A statistic of amounts as USD, to the millionth: sums of floating-point numbers depend on their order beyond that.
create or replace macro usd_of(amount) as round(amount, 6)::decimal(38, 12);
