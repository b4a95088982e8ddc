-- why: windows are cut out of hours and revenue; every hour stands in one window of each kind, at list and as it was
--      served, and the weeks of a customer have accrued its revenue to the last picodollar
with hours as (
    select
        customer_id,
        sum(list_cost_picousd) as list_cost_picousd,
    from int_customer_costs_by_hour
    group by customer_id
),

serving as (
    select
        customer_id,
        sum(serving_cost_picousd) as serving_cost_picousd,
    from int_customer_serving_by_hour
    group by customer_id
),

revenue as (
    select
        customer_id,
        if(bool_or(revenue_picousd is null), null, sum(revenue_picousd)) as revenue_picousd,
    from int_customer_revenue_by_month
    group by customer_id
),

windows as (
    select
        customer_id,
        window_kind,
        sum(list_cost_usd) as list_cost_usd,
        sum(cost_to_serve_usd) as cost_to_serve_usd,
        sum(price_accrued_usd) as price_accrued_usd,
    from mart_plan_windows
    group by customer_id, window_kind
),

offences as (
    select
        customer_id,
        window_kind,
        usd(hours.list_cost_picousd) as hours_usd,
        windows.list_cost_usd,
        usd(serving.serving_cost_picousd) as serving_usd,
        windows.cost_to_serve_usd,
        usd(revenue.revenue_picousd) as revenue_usd,
        windows.price_accrued_usd,
    from windows
    full outer join hours using (customer_id)
    left join serving using (customer_id)
    left join revenue using (customer_id)
    where
        coalesce(usd(hours.list_cost_picousd), 0) <> coalesce(windows.list_cost_usd, 0)
        or coalesce(usd(serving.serving_cost_picousd), 0) <> coalesce(windows.cost_to_serve_usd, 0)
        or (window_kind = 'week' and usd(revenue.revenue_picousd) <> windows.price_accrued_usd)
)

select * from offences
