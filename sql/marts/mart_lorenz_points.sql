-- grain: one row per month of the reporting time zone, dimension, cost basis, evidence, curve and point
-- key: month_date, dimension, cost_basis, cost_evidence?, curve, point
-- units: shares from 0 to 1, cost_usd in USD or bucket_requests in Requests of the member at that rank, member_rank
--        from 1 = dearest
-- source: int_concentration_points
-- why: what a chart of concentration draws. Curve lorenz has 201 points (0 to 200) whose distance from the top shrinks
--      by a constant factor, so that the tail is as fine as the bulk; curve rank names the top 1,000 and thins the rest
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
        positions.point,
        positions.member_rank,
        1 - positions.member_rank / positions.all_members as member_share,
        1 - (points.cost_above_picousd + points.value_picousd * (positions.member_rank - points.members_above))
        / positions.all_cost_picousd as cumulative_cost_share,
        points.cost_picousd // points.members as cost_picousd,
        positions.month_date,
    from positions
    asof join int_concentration_points as points
        on positions.month_date = points.month_date
        and positions.dimension = points.dimension
        and positions.cost_basis = points.cost_basis
        and greatest(positions.member_rank, 0.000001) > points.members_above
),

curve_points as (
    select
        member_id,
        dimension,
        basis_name_of(cost_basis) as cost_basis,
        basis_evidence_of(cost_basis) as cost_evidence,
        curve,
        point::bigint as point,
        member_rank,
        round(member_share, 12) as member_share,
        round(greatest(0, cumulative_cost_share), 12) as cumulative_cost_share,
        case when cost_basis <> 'bucket_requests' then usd(cost_picousd) end as cost_usd,
        case when cost_basis = 'bucket_requests' then usd(cost_picousd) end as bucket_requests,
        month_date,
    from located
)

select * from curve_points
