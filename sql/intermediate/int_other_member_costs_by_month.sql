-- grain: one row per month of the reporting time zone, dimension, member and cost basis other than list
-- key: month_date, dimension, member_id, cost_basis
-- units: cost_picousd in 10^-12 USD, of fully priced requests; NULL = none of the member's requests is priced. On basis
--        bucket_requests it is 10^-12 Requests of usage buckets. Bases resource and billed name their evidence:
--        resource modelled
-- source: int_bucket_requests_by_day, int_loaded_costs_by_day, int_effective_costs_by_day, int_customer_bills_by_month
-- why: invoices, rents and contracts change what past days cost, so these are added up whole each time, and tell by
--      month whether they changed. They are few: customers and features on all bases, on bills customers. Usage that
--      comes as buckets has no price of its own and is never added to cost. Rent that no call bears and charges that no
--      log explains are nobody's
-- kept: build by month_date
with bucket_months as (
    select
        dimension,
        member_id,
        'bucket_requests' as cost_basis,
        picousd_of(sum(bucket_requests)) as cost_picousd,
        month_of(reporting_date) as month_date,
    from int_bucket_requests_by_day
    group by dimension, member_id, month_of(reporting_date)
),

-- Added up before members are told apart, which takes every row twice.
other_costs as (
    select
        customer_id,
        feature,
        'effective' as cost_basis,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(effective_cost_picousd) as cost_picousd,
        month_of(reporting_date) as month_date,
    from int_effective_costs_by_day
    group by customer_id, feature, month_of(reporting_date)
    union all
    select
        customer_id,
        feature,
        concat('resource ', cost_evidence) as cost_basis,
        sum(requests) as requests,
        sum(uncosted_requests) as unpriced_requests,
        sum(resource_cost_picousd + idle_cost_picousd) as cost_picousd,
        month_of(reporting_date) as month_date,
    from int_loaded_costs_by_day
    group by customer_id, feature, cost_evidence, month_of(reporting_date)
),

named_costs as (
    select
        * replace (
            if(customer_id = '(idle)', '(unattributed)', customer_id) as customer_id,
            if(feature in ('(idle)', '(not reported)'), '(unattributed)', feature) as feature
        ),
    from other_costs
),

other_months as (
    select
        if(grouping(customer_id) = 0, 'customer', 'feature') as dimension,
        coalesce(customer_id, feature) as member_id,
        cost_basis,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(cost_picousd) as cost_picousd,
        month_date,
    from named_costs
    group by grouping sets ((customer_id, cost_basis, month_date), (feature, cost_basis, month_date))
),

billed_months as (
    select
        'customer' as dimension,
        if(customer_id = '(unlogged)', '(unattributed)', customer_id) as member_id,
        concat('billed ', cost_evidence) as cost_basis,
        sum(cost_picousd) as cost_picousd,
        month_date,
    from int_customer_bills_by_month
    group by member_id, cost_evidence, month_date
),

months as (
    select * from bucket_months
    union all by name
    select * from other_months
    union all by name
    select * from billed_months
)

select * from months
