-- grain: one row per month, dimension, cost basis, curve and point
-- key: month_date, dimension, cost_basis, curve, point
-- units: member_rank in members from 0 = none, shares from 0 to 1, cost_picousd in 10^-12 USD of the member there
-- source: int_concentration_points
-- why: a curve of some thousand points stands for all members of a month. Curve lorenz has 201 points (0 to 200) whose
--      distance from the top shrinks by a constant factor, so that the tail is as fine as the bulk; curve rank names
--      the top 1,000 and thins the rest
-- kept: table by month_date
with curve_totals as (
    select
        dimension,
        cost_basis,
        all_members,
        all_cost_picousd,
        month_date,
    from int_concentration_points
    where point_no = 1
),

lorenz_positions as (
    select
        curve_totals.*,
        'lorenz' as curve,
        steps.step as point,
        case
            when steps.step = 0 then all_members
            when steps.step < 200 then power(all_members, 1 - steps.step / 199.0)
            else 0
        end::double as member_rank,
    from curve_totals
    cross join range(201) as steps (step)
),

-- Beyond the top 1,000 the rank curve has the ranks of the Lorenz points, as whole members.
thinned_positions as (
    select distinct
        dimension,
        cost_basis,
        all_members,
        all_cost_picousd,
        month_date,
        'rank' as curve,
        round(member_rank) as member_rank,
    from lorenz_positions
    where member_rank >= 1000.5
),

rank_positions as (
    select
        thinned_positions.*,
        1000 + row_number() over (partition by month_date, dimension, cost_basis order by member_rank) as point,
    from thinned_positions
    union all by name
    select
        curve_totals.*,
        'rank' as curve,
        ranks.member_rank as point,
        ranks.member_rank::double as member_rank,
    from curve_totals
    inner join range(1, 1001) as ranks (member_rank)
        on ranks.member_rank <= curve_totals.all_members
),

positions as (
    select * from lorenz_positions
    union all by name
    select * from rank_positions
),

-- A rank lies in the last point that starts above it; rank 0, the end of the curve, counts to the first.
located as (
    select
        positions.dimension,
        case when positions.curve = 'rank' and points.members = 1 then points.member_id end as member_id,
        positions.cost_basis,
        positions.curve,
        positions.point::bigint as point,
        positions.member_rank,
        round(1 - positions.member_rank / positions.all_members, 12) as member_share,
        round(greatest(
            0,
            1 - (points.cost_above_picousd + points.value_picousd * (positions.member_rank - points.members_above))
            / positions.all_cost_picousd
        ), 12) as cumulative_cost_share,
        points.cost_picousd // points.members as cost_picousd,
        positions.month_date,
    from positions
    asof join int_concentration_points as points
        on positions.month_date = points.month_date
        and positions.dimension = points.dimension
        and positions.cost_basis = points.cost_basis
        and greatest(positions.member_rank, 0.000001) > points.members_above
)

select * from located
