-- why: what batches would save is cut out of the cost of the month; requests and cost must be those of the days
with months as (
    select
        month_date,
        sum(requests) as requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_batch_savings
    group by month_date
),

day_months as (
    select
        month_of(reporting_date) as month_date,
        sum(requests) as requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_daily_costs
    where cost_basis = 'list'
    group by month_of(reporting_date)
),

offences as (
    select
        month_date,
        months.requests as requests_of_features,
        day_months.requests as requests_of_days,
        months.cost_usd as cost_usd_of_features,
        day_months.cost_usd as cost_usd_of_days,
    from months
    full outer join day_months using (month_date)
    where
        months.requests is distinct from day_months.requests
        or months.cost_usd is distinct from day_months.cost_usd
)

select * from offences
