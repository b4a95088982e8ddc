-- grain: one row per month, dimension and cost basis with members above 0
-- key: month_date, dimension, cost_basis
-- units: shares and Gini from 0 to 1, effective_members in members
-- source: int_concentration_points
-- why: what is published and what the intervals are drawn around must be the same numbers. Rounded to 12 digits: sums
--      of floats differ in the last digits with the number of threads
-- kept: table by month_date
with int_concentration_points as (
    select * from int_concentration_points
),

shapes as (
    select
        dimension,
        cost_basis,
        round(top_share(value_picousd, members, members_above, 0.0001 * all_members), 12) as top_0_01,
        round(top_share(value_picousd, members, members_above, 0.001 * all_members), 12) as top_0_1,
        round(top_share(value_picousd, members, members_above, 0.01 * all_members), 12) as top_1,
        round(top_share(value_picousd, members, members_above, 0.05 * all_members), 12) as top_5,
        round(top_share(value_picousd, members, members_above, 0.1 * all_members), 12) as top_10,
        round(top_share(value_picousd, members, members_above, 0.2 * all_members), 12) as top_20,
        round(top_share(value_picousd, members, members_above, 1), 12) as largest,
        round(gini(value_picousd, members, members_above), 12) as gini,
        round(gini_corrected(value_picousd, members, members_above), 12) as gini_corrected,
        round(herfindahl(value_picousd, members), 12) as herfindahl,
        round(1 / nullif(herfindahl(value_picousd, members), 0), 6) as effective_members,
        round(rosenbluth(value_picousd, members, members_above), 12) as rosenbluth,
        round(atkinson(value_picousd, members, 0.5), 12) as atkinson,
        round(lorenz_asymmetry(value_picousd, members, all_cost_picousd / all_members), 12) as lorenz_asymmetry,
        month_date,
    from int_concentration_points
    group by dimension, cost_basis, month_date
)

select * from shapes
