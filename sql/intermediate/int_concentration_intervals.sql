-- grain: one row per month, dimension and cost basis with at least 20 members
-- key: month_date, dimension, cost_basis
-- units: distance from the estimate, in the unit of the estimate: _low is negative, _high positive
-- source: int_concentration_samples
-- why: 95 % of the bootstrap samples lie between the two; members count as independent, so the interval of single
--      requests is too narrow where a few customers make most of them
with int_concentration_samples as (
    select * from int_concentration_samples
),

intervals as (
    select
        dimension,
        cost_basis,
        deviation_of(top_0_01, 0.025, deviation_ratio) as top_0_01_low,
        deviation_of(top_0_01, 0.975, deviation_ratio) as top_0_01_high,
        deviation_of(top_0_1, 0.025, deviation_ratio) as top_0_1_low,
        deviation_of(top_0_1, 0.975, deviation_ratio) as top_0_1_high,
        deviation_of(top_1, 0.025, deviation_ratio) as top_1_low,
        deviation_of(top_1, 0.975, deviation_ratio) as top_1_high,
        deviation_of(top_5, 0.025, deviation_ratio) as top_5_low,
        deviation_of(top_5, 0.975, deviation_ratio) as top_5_high,
        deviation_of(top_10, 0.025, deviation_ratio) as top_10_low,
        deviation_of(top_10, 0.975, deviation_ratio) as top_10_high,
        deviation_of(top_20, 0.025, deviation_ratio) as top_20_low,
        deviation_of(top_20, 0.975, deviation_ratio) as top_20_high,
        deviation_of(gini, 0.025, deviation_ratio) as gini_low,
        deviation_of(gini, 0.975, deviation_ratio) as gini_high,
        month_date,
    from int_concentration_samples
    group by dimension, cost_basis, month_date
)

select * from intervals
