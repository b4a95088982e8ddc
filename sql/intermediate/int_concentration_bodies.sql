-- grain: one row per month, dimension and cost basis with a fitted tail, and replicate (0 to 199)
-- key: month_date, dimension, cost_basis, replicate
-- units: members; body_cost and top_ in floors of the tail; gini_weight in floors x members
-- source: int_concentration_tails, int_concentration_points
-- why: the members below the fitted tail are drawn from those there were (Poisson bootstrap), in buckets 5 % wide, so
--      the effort does not grow with members. What they add to the sums of a statistic is made once per replicate
-- kept: build
with int_concentration_tails as (
    select * from int_concentration_tails
),

int_concentration_points as (
    select * from int_concentration_points
),

buckets as (
    select
        tails.dimension,
        tails.cost_basis,
        any_value(tails.tail_members) as tail_members,
        sum(points.members) as members,
        sum(points.cost_picousd)::double / sum(points.members) / any_value(tails.floor_picousd) as value,
        points.month_date,
    from int_concentration_points as points
    inner join int_concentration_tails as tails
        on points.month_date = tails.month_date
        and points.dimension = tails.dimension
        and points.cost_basis = tails.cost_basis
        and points.members_above >= tails.tail_members
    group by
        tails.dimension, tails.cost_basis, points.month_date, floor(ln(points.value_picousd) / ln(1.05))
),

drawn as (
    select
        buckets.*,
        replicates.replicate,
        poisson_of(members, hash(month_date, dimension, cost_basis, value), replicate) as drawn_members,
    from buckets
    cross join range(200) as replicates (replicate)
),

ranked as (
    select
        dimension,
        cost_basis,
        replicate,
        value,
        drawn_members,
        tail_members + sum(drawn_members) over (sample order by value desc) - drawn_members as members_above,
        tail_members + sum(drawn_members) over sample as all_members,
        month_date,
    from drawn
    window sample as (partition by month_date, dimension, cost_basis, replicate)
),

bodies as (
    select
        dimension,
        cost_basis,
        replicate,
        any_value(all_members) as all_members,
        sum(value * drawn_members) as body_cost,
        sum(value * drawn_members * (2 * members_above + drawn_members)) as gini_weight,
        sum(value * members_within(drawn_members, members_above, 0.0001 * all_members)) as top_0_01,
        sum(value * members_within(drawn_members, members_above, 0.001 * all_members)) as top_0_1,
        sum(value * members_within(drawn_members, members_above, 0.01 * all_members)) as top_1,
        sum(value * members_within(drawn_members, members_above, 0.05 * all_members)) as top_5,
        sum(value * members_within(drawn_members, members_above, 0.1 * all_members)) as top_10,
        sum(value * members_within(drawn_members, members_above, 0.2 * all_members)) as top_20,
        month_date,
    from ranked
    group by dimension, cost_basis, replicate, month_date
)

select * from bodies
