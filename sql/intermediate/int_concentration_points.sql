-- grain: one row per month, dimension, cost basis and point, dearest first
-- key: month_date, dimension, cost_basis, point_no
-- units: value_picousd per member, next_value_picousd of the point below, cost_picousd of all members of the point in
--      10^-12 USD
-- source: int_member_costs_by_month, int_request_points_by_month
-- why: every statistic of concentration is a sum over members in order of cost; the order and the running sums are made
--      once here. Members without cost and credits have no place on a Lorenz curve and are counted apart
-- kept: build
with int_member_costs_by_month as (
    select * from int_member_costs_by_month
),

int_request_points_by_month as (
    select * from int_request_points_by_month
),

points as (
    select
        dimension,
        member_id,
        cost_basis,
        1::bigint as members,
        cost_picousd,
        month_date,
    from int_member_costs_by_month
    where cost_picousd > 0 and member_id <> '(unattributed)'
    union all
    select
        'request' as dimension,
        member_id,
        cost_basis,
        members::bigint as members,
        cost_picousd,
        month_date,
    from int_request_points_by_month
),

valued as (
    select
        dimension,
        member_id,
        cost_basis,
        members,
        cost_picousd,
        cost_picousd::double / members as value_picousd,
        month_date,
    from points
),

ranked as (
    select
        dimension,
        member_id,
        cost_basis,
        row_number() over dearest_first as point_no,
        members,
        sum(members) over dearest_first - members as members_above,
        sum(members) over everyone as all_members,
        cost_picousd,
        sum(cost_picousd) over dearest_first - cost_picousd as cost_above_picousd,
        sum(cost_picousd) over everyone as all_cost_picousd,
        value_picousd,
        lead(value_picousd) over (
            partition by month_date, dimension, cost_basis
            order by value_picousd desc, member_id nulls last
        ) as next_value_picousd,
        month_date,
    from valued
    window
        everyone as (partition by month_date, dimension, cost_basis),
        dearest_first as (
            partition by month_date, dimension, cost_basis
            order by value_picousd desc, member_id nulls last
            rows between unbounded preceding and current row
        )
)

select * from ranked
