-- grain: one row per month, dimension and cost basis with at least 20 members, and replicate (0 to 199)
-- key: month_date, dimension, cost_basis, replicate
-- units: shares and Gini from 0 to 1; deviation_ratio without unit
-- source: int_concentration_points, int_tail_indexes
-- why: a share of the top 1 % from one month is one draw; 200 Poisson bootstrap samples say how another could have come
--      out. They are drawn by hash, the same in every run. Where the tail index is below 2 a full-size bootstrap is
--      inconsistent: then samples have m = n^0.75 members, and their deviations are scaled by (m / n)^(1 - 1 / index).
--      The 200 dearest points are drawn one by one, the rest in 10 % buckets, so the effort does not grow with members
-- kept: build
with int_concentration_points as (
    select * from int_concentration_points
),

sample_sizes as (
    select
        points.dimension,
        points.cost_basis,
        case
            when tails.tail_index < 2 then power(points.all_members, -0.25)
            else 1
        end as sample_ratio,
        case
            when tails.tail_index < 2 then power(points.all_members, -0.25 * (1 - 1 / greatest(tails.tail_index, 1)))
            else 1
        end as deviation_ratio,
        points.month_date,
    from int_concentration_points as points
    left join int_tail_indexes as tails
        on points.month_date = tails.month_date
        and points.dimension = tails.dimension
        and points.cost_basis = tails.cost_basis
    where points.point_no = 1 and points.all_members >= 20
),

thinned as (
    select
        points.dimension,
        points.cost_basis,
        min(points.point_no) as point_no,
        sum(points.members) as members,
        sum(points.cost_picousd)::double / sum(points.members) as value_picousd,
        any_value(sizes.sample_ratio) as sample_ratio,
        any_value(sizes.deviation_ratio) as deviation_ratio,
        points.month_date,
    from int_concentration_points as points
    inner join sample_sizes as sizes
        on points.month_date = sizes.month_date
        and points.dimension = sizes.dimension
        and points.cost_basis = sizes.cost_basis
    group by
        points.dimension, points.cost_basis, points.month_date,
        case when points.point_no <= 200 then -points.point_no else floor(ln(points.value_picousd) / ln(1.1)) end
),

drawn as (
    select
        thinned.*,
        replicates.replicate,
        poisson_of(
            members * sample_ratio,
            hash(thinned.month_date, thinned.dimension, thinned.cost_basis, thinned.point_no),
            replicates.replicate
        ) as drawn_members,
    from thinned
    cross join range(200) as replicates (replicate)
),

ranked as (
    select
        dimension,
        cost_basis,
        replicate,
        value_picousd,
        drawn_members,
        sum(drawn_members) over (sample order by point_no) - drawn_members as members_above,
        sum(drawn_members) over sample as all_members,
        deviation_ratio,
        month_date,
    from drawn
    where drawn_members > 0
    window sample as (partition by month_date, dimension, cost_basis, replicate)
),

samples as (
    select
        dimension,
        cost_basis,
        replicate,
        any_value(deviation_ratio) as deviation_ratio,
        top_share(value_picousd, drawn_members, members_above, 0.0001 * all_members) as top_0_01,
        top_share(value_picousd, drawn_members, members_above, 0.001 * all_members) as top_0_1,
        top_share(value_picousd, drawn_members, members_above, 0.01 * all_members) as top_1,
        top_share(value_picousd, drawn_members, members_above, 0.05 * all_members) as top_5,
        top_share(value_picousd, drawn_members, members_above, 0.1 * all_members) as top_10,
        top_share(value_picousd, drawn_members, members_above, 0.2 * all_members) as top_20,
        gini_corrected(value_picousd, drawn_members, members_above) as gini,
        month_date,
    from ranked
    group by dimension, cost_basis, replicate, month_date
)

select * from samples
