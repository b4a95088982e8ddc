-- why: the customers of a month, the unattributed one among them, must cost what its days cost; on basis billed, what
--      its invoices charge
with customer_months as (
    select
        month_date,
        cost_basis,
        sum(requests) as requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_customer_costs
    group by month_date, cost_basis
),

-- An amount without a rate leaves its customer without a cost.
bills as (
    select
        month_of(period_start_date) as month_date,
        customer_id,
        case when count(allocated_cost_usd) = count(*) then sum(allocated_cost_usd) end as cost_usd,
    from mart_customer_bill_allocation
    group by month_date, customer_id
),

day_months as (
    select
        month_of(reporting_date) as month_date,
        cost_basis,
        sum(requests) as requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_daily_costs
    group by month_of(reporting_date), cost_basis
    union all
    select
        month_date,
        'billed' as cost_basis,
        null as requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from bills
    group by month_date
),

offences as (
    select
        month_date,
        cost_basis,
        customer_months.requests as requests_of_customers,
        day_months.requests as requests_of_days,
        customer_months.cost_usd as cost_usd_of_customers,
        day_months.cost_usd as cost_usd_of_days,
    from customer_months
    full outer join day_months using (month_date, cost_basis)
    where
        customer_months.requests is distinct from day_months.requests
        or customer_months.cost_usd is distinct from day_months.cost_usd
)

select * from offences
