-- grain: one row per month of the reporting time zone, dimension, member and cost basis
-- key: month_date, dimension, member_id, cost_basis
-- units: cost_picousd in 10^-12 USD, of fully priced requests; NULL = none of the member's requests is priced. On basis
--        bucket_requests it is 10^-12 Requests of usage buckets. Bases resource and billed name their evidence:
--        resource modelled
-- source: int_member_costs_by_day, int_other_member_costs_by_month
-- why: shares and ranks are about a member's whole month. At list prices there are as many members as sessions, so
--      nothing adds up all months of them: who reads this is kept by month
-- kept: build
with int_member_costs_by_day as (
    select * from int_member_costs_by_day
),

list_months as (
    select
        dimension,
        member_id,
        'list' as cost_basis,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(list_cost_picousd) as cost_picousd,
        month_of(reporting_date) as month_date,
    from int_member_costs_by_day
    group by dimension, member_id, month_of(reporting_date)
),

months as (
    select * from list_months
    union all by name
    select * from int_other_member_costs_by_month
)

select * from months
