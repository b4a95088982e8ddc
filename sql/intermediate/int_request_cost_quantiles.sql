-- grain: one row per month of the reporting time zone, customer and cost basis
-- key: month_date, customer_id, cost_basis
-- units: _picousd in 10^-12 USD per request; median and 99th percentile within 2 %, the largest exact
-- source: int_request_costs_by_day
-- why: a customer whose p99 request costs a thousand times the median needs another answer than one who sends many
-- kept: table by month_date
with int_request_costs_by_day as (
    select * from int_request_costs_by_day
),

month_buckets as (
    select
        customer_id,
        cost_bucket,
        sum(requests) as requests,
        sum(list_cost_picousd) // sum(requests) as mean_picousd,
        max(largest_picousd) as largest_picousd,
        month_of(reporting_date) as month_date,
    from int_request_costs_by_day
    group by customer_id, cost_bucket, month_of(reporting_date)
),

counted as (
    select
        customer_id,
        mean_picousd,
        largest_picousd,
        sum(requests) over (customer_month order by mean_picousd, cost_bucket) as requests_up_to,
        sum(requests) over customer_month as all_requests,
        month_date,
    from month_buckets
    window customer_month as (partition by month_date, customer_id)
),

quantiles as (
    select
        customer_id,
        'list' as cost_basis,
        min(mean_picousd) filter (requests_up_to >= 0.5 * all_requests) as median_picousd,
        min(mean_picousd) filter (requests_up_to >= 0.99 * all_requests) as p99_picousd,
        max(largest_picousd) as largest_picousd,
        month_date,
    from counted
    group by customer_id, month_date
)

select * from quantiles
