-- grain: one row per month of the reporting time zone, dimension, member and cost basis
-- key: month_date, dimension, member_id, cost_basis
-- units: cost_picousd in 10^-12 USD, of fully priced requests; NULL = none of the member's requests is priced. On basis
--        bucket_requests it is 10^-12 Requests of usage buckets
-- source: int_member_costs_by_day, int_bucket_requests_by_day
-- why: shares and ranks are about a member's whole month. Usage that comes as buckets has no price of its own; on a
--      basis of its own it is shared out like cost, and never added to it
-- kept: build
with int_member_costs_by_day as (
    select * from int_member_costs_by_day
),

int_bucket_requests_by_day as (
    select * from int_bucket_requests_by_day
),

months as (
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
    union all by name
    select
        dimension,
        member_id,
        'bucket_requests' as cost_basis,
        picousd_of(sum(bucket_requests)) as cost_picousd,
        month_of(reporting_date) as month_date,
    from int_bucket_requests_by_day
    group by dimension, member_id, month_of(reporting_date)
)

select * from months
