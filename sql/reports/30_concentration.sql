-- grain: one row per dimension, of the last month with usage
-- key: dimension
-- units: shares and Gini from 0 to 1
-- source: mart_cost_concentration
-- why: how few customers, users, keys, features, sessions or requests make most of the cost
-- title: Concentration, last month
with concentration as (
    select
        dimension,
        members,
        top_1_percent_share,
        top_10_percent_share,
        largest_member_share,
        gini_corrected,
        month_date,
    from mart_cost_concentration
    where
        cost_basis = 'list'
        and members > 1
),

last_month as (
    select
        dimension,
        members,
        round(top_1_percent_share, 4) as top_1_percent_share,
        round(top_10_percent_share, 4) as top_10_percent_share,
        round(largest_member_share, 4) as largest_share,
        round(gini_corrected, 4) as gini,
        month_date,
    from concentration
    where month_date = (select max(month_date) from concentration)
    order by dimension
)

select * from last_month
