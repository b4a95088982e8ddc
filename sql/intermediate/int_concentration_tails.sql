-- grain: one row per month, dimension and cost basis with at least 20 members of unequal cost
-- key: month_date, dimension, cost_basis
-- units: tail_members, all_members in members; floor_picousd in 10^-12 USD; log_scale, log_shape without unit
-- source: int_concentration_points
-- why: a sample drawn again from one month knows no dearer member than the dearest of that month, so the upper members
--      are drawn from a curve: ln(cost / floor) = log_scale x (exponential draw) ^ log_shape. Shape 1 is a power law,
--      the half normal of lognormal costs is near 0.7, and the shape follows from how the logarithms spread. The curve
--      is fitted to the upper half of few members and to 10 x sqrt(n) of many, whose middle says nothing about the top
-- kept: build
with int_concentration_points as (
    select * from int_concentration_points
),

limited as (
    select
        *,
        greatest(10, least(all_members // 2, floor(10 * sqrt(all_members)))) as tail_limit,
    from int_concentration_points
    where all_members >= 20
),

tails as (
    select
        dimension,
        cost_basis,
        members,
        all_members,
        sum(members) over tail as tail_members,
        value_picousd,
        min(next_value_picousd) over tail as floor_picousd,
        month_date,
    from limited
    where members_above < tail_limit
    window tail as (partition by month_date, dimension, cost_basis)
),

moments as (
    select
        dimension,
        cost_basis,
        any_value(tail_members)::bigint as tail_members,
        any_value(all_members)::bigint as all_members,
        any_value(floor_picousd) as floor_picousd,
        fsum(members * ln(value_picousd / floor_picousd)) / sum(members) as log_mean,
        fsum(members * power(ln(value_picousd / floor_picousd), 2)) / sum(members) as log_square_mean,
        month_date,
    from tails
    group by dimension, cost_basis, month_date
),

shaped as (
    select
        *,
        tail_shape_of(
            sqrt(greatest(0, log_square_mean - log_mean * log_mean) * tail_members / (tail_members - 1)) / log_mean,
            tail_members
        ) as log_shape,
    from moments
    where log_mean > 0
),

fitted as (
    select
        dimension,
        cost_basis,
        tail_members,
        all_members,
        floor_picousd,
        log_mean / gamma(1 + log_shape) as log_scale,
        log_shape,
        month_date,
    from shaped
)

select * from fitted
