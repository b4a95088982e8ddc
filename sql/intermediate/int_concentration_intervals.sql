-- grain: one row per month, dimension and cost basis with a fitted tail
-- key: month_date, dimension, cost_basis
-- units: shares and Gini from 0 to 1
-- source: int_concentration_samples, int_concentration_shapes
-- why: each replicate says which stretch of the tail makes it come out as the month did; 95 % of these stretches lie
--      between two, and the interval is what half of all replicates exceed at either. It is about the median over
--      months of as many members, not about endlessly many members, whose top shares are larger. IntervalCoverage
--      measures how often it holds that median; members count as independent, so the interval of single requests is too
--      narrow where a few customers make most of them
-- kept: table by month_date
with int_concentration_samples as (
    select * from int_concentration_samples
),

int_concentration_shapes as (
    select * from int_concentration_shapes
),

estimates as (
    unpivot int_concentration_samples
    on top_0_01, top_0_1, top_1, top_5, top_10, top_20, gini
    into name statistic value estimate
),

observations as (
    unpivot (select * replace (gini_corrected as gini) from int_concentration_shapes)
    on top_0_01, top_0_1, top_1, top_5, top_10, top_20, gini
    into name statistic value observed
),

replicates as (
    select
        dimension,
        cost_basis,
        statistic,
        list(log_odds_of(estimate) order by stretch) as log_odds,
        month_date,
    from estimates
    group by dimension, cost_basis, statistic, replicate, month_date
),

-- The stretches at which a replicate comes out as observed, and the curve of the medians over the stretches.
curves as (
    select
        dimension,
        cost_basis,
        statistic,
        quantile_cont(
            height_at(log_odds, tail_stretches(), log_odds_of(observed)), [0.025, 0.975]
        ) as stretch_ends,
        [
            median(log_odds[1]), median(log_odds[2]), median(log_odds[3]),
            median(log_odds[4]), median(log_odds[5]), median(log_odds[6])
        ] as log_odds,
        month_date,
    from replicates
    inner join observations using (month_date, dimension, cost_basis, statistic)
    group by dimension, cost_basis, statistic, month_date
),

levels as (
    select
        dimension,
        cost_basis,
        statistic,
        round(share_of_log_odds(height_at(tail_stretches(), log_odds, stretch_ends[1])), 9) as low,
        round(share_of_log_odds(height_at(tail_stretches(), log_odds, stretch_ends[2])), 9) as high,
        month_date,
    from curves
),

intervals as (
    select
        dimension,
        cost_basis,
        max(low) filter (statistic = 'top_0_01') as top_0_01_low,
        max(high) filter (statistic = 'top_0_01') as top_0_01_high,
        max(low) filter (statistic = 'top_0_1') as top_0_1_low,
        max(high) filter (statistic = 'top_0_1') as top_0_1_high,
        max(low) filter (statistic = 'top_1') as top_1_low,
        max(high) filter (statistic = 'top_1') as top_1_high,
        max(low) filter (statistic = 'top_5') as top_5_low,
        max(high) filter (statistic = 'top_5') as top_5_high,
        max(low) filter (statistic = 'top_10') as top_10_low,
        max(high) filter (statistic = 'top_10') as top_10_high,
        max(low) filter (statistic = 'top_20') as top_20_low,
        max(high) filter (statistic = 'top_20') as top_20_high,
        max(low) filter (statistic = 'gini') as gini_low,
        max(high) filter (statistic = 'gini') as gini_high,
        month_date,
    from levels
    group by dimension, cost_basis, month_date
)

select * from intervals
