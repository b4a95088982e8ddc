-- grain: one row per month of the reporting time zone, dimension, cost basis, evidence, curve and point
-- key: month_date, dimension, cost_basis, cost_evidence?, curve, point
-- units: shares from 0 to 1, cost_usd in USD or bucket_requests in Requests of the member at that rank, member_rank
--        from 1 = dearest
-- source: int_lorenz_points_by_month
-- why: what a chart of concentration draws: who the dearest are, and which share of the cost the others have
with curve_points as (
    select
        member_id,
        dimension,
        basis_name_of(cost_basis) as cost_basis,
        basis_evidence_of(cost_basis) as cost_evidence,
        curve,
        point,
        member_rank,
        member_share,
        cumulative_cost_share,
        case when cost_basis <> 'bucket_requests' then usd(cost_picousd) end as cost_usd,
        case when cost_basis = 'bucket_requests' then usd(cost_picousd) end as bucket_requests,
        month_date,
    from int_lorenz_points_by_month
)

select * from curve_points
