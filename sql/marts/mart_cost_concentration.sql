-- grain: one row per month of the reporting time zone, dimension, cost basis and evidence
-- key: month_date, dimension, cost_basis, cost_evidence?
-- units: shares and Gini from 0 to 1, _usd in USD, bucket_requests in Requests, tail_index without unit, members and
--        effective_members in members
-- source: int_concentration_totals, int_concentration_shapes, int_concentration_intervals, int_tail_indexes,
--         int_reconciled_costs_by_day
-- why: an average hides that a few customers, keys, sessions or requests make most of the cost; this says how few, and
--      how sure that is. Fractions of a member are interpolated: the top 0.1 % of 300 is 0.3 of the dearest one. On
--      basis bucket_requests the requests of usage buckets are shared out, which have no price
with int_concentration_totals as (
    select * from int_concentration_totals
),

int_concentration_shapes as (
    select * from int_concentration_shapes
),

int_concentration_intervals as (
    select * from int_concentration_intervals
),

int_tail_indexes as (
    select * from int_tail_indexes
),

reconciled_costs as (
    select
        'list' as cost_basis,
        reconciled_share(reconciled_cost_picousd, list_cost_picousd) as reconciled_cost_share,
        month_of(reporting_date) as month_date,
    from int_reconciled_costs_by_day
    group by month_of(reporting_date)
),

concentration as (
    select
        totals.dimension,
        basis_name_of(totals.cost_basis) as cost_basis,
        basis_evidence_of(totals.cost_basis) as cost_evidence,
        totals.members::bigint as members,
        totals.zero_cost_members::bigint as zero_cost_members,
        totals.negative_cost_members::bigint as negative_cost_members,
        totals.unpriced_members::bigint as unpriced_members,
        case when totals.cost_basis <> 'bucket_requests' then usd(totals.cost_picousd) end as cost_usd,
        case when totals.cost_basis <> 'bucket_requests' then usd(totals.negative_cost_picousd) end
            as negative_cost_usd,
        case when totals.cost_basis <> 'bucket_requests' then usd(totals.unattributed_cost_picousd) end
            as unattributed_cost_usd,
        case when totals.cost_basis = 'bucket_requests' then usd(totals.cost_picousd) end as bucket_requests,
        case when totals.cost_basis = 'bucket_requests' then usd(totals.unattributed_cost_picousd) end
            as unattributed_bucket_requests,
        reconciled_costs.reconciled_cost_share,
        shapes.top_0_01 as top_0_01_percent_share,
        intervals.top_0_01_low as top_0_01_percent_low_share,
        intervals.top_0_01_high as top_0_01_percent_high_share,
        shapes.top_0_1 as top_0_1_percent_share,
        intervals.top_0_1_low as top_0_1_percent_low_share,
        intervals.top_0_1_high as top_0_1_percent_high_share,
        shapes.top_1 as top_1_percent_share,
        intervals.top_1_low as top_1_percent_low_share,
        intervals.top_1_high as top_1_percent_high_share,
        shapes.top_5 as top_5_percent_share,
        intervals.top_5_low as top_5_percent_low_share,
        intervals.top_5_high as top_5_percent_high_share,
        shapes.top_10 as top_10_percent_share,
        intervals.top_10_low as top_10_percent_low_share,
        intervals.top_10_high as top_10_percent_high_share,
        shapes.top_20 as top_20_percent_share,
        intervals.top_20_low as top_20_percent_low_share,
        intervals.top_20_high as top_20_percent_high_share,
        shapes.largest as largest_member_share,
        shapes.gini,
        shapes.gini_corrected,
        intervals.gini_low as gini_corrected_low,
        intervals.gini_high as gini_corrected_high,
        shapes.herfindahl,
        shapes.effective_members,
        shapes.rosenbluth,
        shapes.atkinson,
        shapes.lorenz_asymmetry,
        tails.tail_index,
        tails.tail_index_low,
        tails.tail_index_high,
        tails.tail_members,
        totals.month_date,
    from int_concentration_totals as totals
    left join int_concentration_shapes as shapes
        on totals.month_date = shapes.month_date
        and totals.dimension = shapes.dimension
        and totals.cost_basis = shapes.cost_basis
    left join int_concentration_intervals as intervals
        on totals.month_date = intervals.month_date
        and totals.dimension = intervals.dimension
        and totals.cost_basis = intervals.cost_basis
    left join reconciled_costs
        on totals.month_date = reconciled_costs.month_date
        and totals.cost_basis = reconciled_costs.cost_basis
    left join int_tail_indexes as tails
        on totals.month_date = tails.month_date
        and totals.dimension = tails.dimension
        and totals.cost_basis = tails.cost_basis
)

select * from concentration
