-- grain: one row per month, dimension and cost basis whose tail is long enough to be measured
-- key: month_date, dimension, cost_basis
-- units: tail_index without unit (survival falls like cost ^ -tail_index); floor_picousd in 10^-12 USD
-- source: int_concentration_points
-- why: how fat the tail is decides whether a mean or a share means anything. One cut is arbitrary, so Hill is taken at
--      0.1 to 10 % of the members and the cut whose tail lies nearest to a power law (least Kolmogorov-Smirnov
--      distance) wins; fewer than 20 members are no tail
-- kept: table by month_date
with int_concentration_points as (
    select * from int_concentration_points
),

cuts as (
    select distinct
        points.dimension,
        points.cost_basis,
        ceil(fractions.tail_share * points.all_members)::bigint as cut_members,
        points.month_date,
    from int_concentration_points as points
    cross join (values (0.001), (0.005), (0.01), (0.02), (0.05), (0.10)) as fractions (tail_share)
    where points.point_no = 1 and fractions.tail_share * points.all_members >= 20
),

tails as (
    select
        points.dimension,
        points.cost_basis,
        cuts.cut_members,
        points.members,
        points.members_above,
        points.value_picousd,
        sum(points.members) over tail as tail_members,
        min(points.next_value_picousd) over tail as floor_picousd,
        points.month_date,
    from int_concentration_points as points
    inner join cuts
        on points.month_date = cuts.month_date
        and points.dimension = cuts.dimension
        and points.cost_basis = cuts.cost_basis
        and points.members_above < cuts.cut_members
    window tail as (partition by points.month_date, points.dimension, points.cost_basis, cuts.cut_members)
),

indexes as (
    select
        dimension,
        cost_basis,
        cut_members,
        tail_members,
        floor_picousd,
        hill_index(value_picousd, members, floor_picousd) as tail_index,
        month_date,
    from tails
    group by dimension, cost_basis, cut_members, tail_members, floor_picousd, month_date
),

-- The distance is taken on both sides of each step of the empirical survival function.
distances as (
    select
        tails.dimension,
        tails.cost_basis,
        tails.cut_members,
        any_value(tails.tail_members)::bigint as tail_members,
        any_value(tails.floor_picousd) as floor_picousd,
        any_value(indexes.tail_index) as tail_index,
        max(greatest(
            abs(power(tails.value_picousd / tails.floor_picousd, -indexes.tail_index)
                - tails.members_above / tails.tail_members),
            abs(power(tails.value_picousd / tails.floor_picousd, -indexes.tail_index)
                - (tails.members_above + tails.members) / tails.tail_members)
        )) as ks_distance,
        tails.month_date,
    from tails
    inner join indexes
        on tails.month_date = indexes.month_date
        and tails.dimension = indexes.dimension
        and tails.cost_basis = indexes.cost_basis
        and tails.cut_members = indexes.cut_members
    where indexes.tail_index is not null
    group by tails.dimension, tails.cost_basis, tails.cut_members, tails.month_date
),

nearest as (
    select
        dimension,
        cost_basis,
        tail_members,
        floor_picousd,
        round(tail_index, 9) as tail_index,
        round(tail_index * (1 - 1.96 / sqrt(tail_members)), 9) as tail_index_low,
        round(tail_index * (1 + 1.96 / sqrt(tail_members)), 9) as tail_index_high,
        round(ks_distance, 9) as ks_distance,
        month_date,
    from distances
    qualify row_number() over (
        partition by month_date, dimension, cost_basis
        order by round(ks_distance, 9), cut_members desc
    ) = 1
)

select * from nearest
