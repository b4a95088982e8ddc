-- grain: one row per month, customer and cost basis whose cost exceeds that of its plan's median customer
-- key: month_date, customer_id, cost_basis
-- units: _picousd in 10^-12 USD
-- source: int_customer_costs_by_month, int_customer_revenue_by_month
-- why: why a customer is dear, in one word. The excess over the plan's median customer is split into more requests,
--      each at the median cost per request, and into each meter's cost per request above the median; the largest part
--      wins. Medians make it an estimate, so it is rounded to micro-dollars
-- kept: build
with int_customer_costs_by_month as (
    select * from int_customer_costs_by_month where cost_basis = 'list'
),

int_customer_revenue_by_month as (
    select * from int_customer_revenue_by_month
),

customers as (
    select
        costs.customer_id,
        costs.cost_basis,
        coalesce(revenue.plan_id, '(no plan)') as plan_id,
        costs.requests - costs.unpriced_requests as requests,
        costs.cost_picousd,
        [
            {driver: 'uncached_input', cost_picousd: costs.uncached_input_cost_picousd},
            {driver: 'cache_read', cost_picousd: costs.cache_read_cost_picousd},
            {driver: 'cache_write_5m', cost_picousd: costs.cache_write_5m_cost_picousd},
            {driver: 'cache_write_1h', cost_picousd: costs.cache_write_1h_cost_picousd},
            {driver: 'cache_write_unknown_ttl', cost_picousd: costs.cache_write_unknown_ttl_cost_picousd},
            {driver: 'visible_output', cost_picousd: costs.visible_output_cost_picousd},
            {driver: 'reasoning', cost_picousd: costs.reasoning_cost_picousd},
            {driver: 'input_audio', cost_picousd: costs.input_audio_cost_picousd},
            {driver: 'output_audio', cost_picousd: costs.output_audio_cost_picousd},
            {driver: 'image', cost_picousd: costs.image_cost_picousd},
            {driver: 'web_search', cost_picousd: costs.web_search_cost_picousd},
            {driver: 'tool_call', cost_picousd: costs.tool_call_cost_picousd},
        ] as meters,
        costs.month_date,
    from int_customer_costs_by_month as costs
    left join int_customer_revenue_by_month as revenue
        on costs.month_date = revenue.month_date
        and costs.customer_id = revenue.customer_id
    where costs.customer_id <> '(unattributed)' and costs.cost_picousd > 0
),

customer_meters as (
    select
        * exclude (meters),
        unnest(meters).driver as driver,
        unnest(meters).cost_picousd as meter_picousd,
    from customers
),

plan_meters as (
    select
        plan_id,
        cost_basis,
        driver,
        median(meter_picousd / requests) as median_each_picousd,
        median(requests) as median_requests,
        month_date,
    from customer_meters
    group by plan_id, cost_basis, driver, month_date
),

excesses as (
    select
        customer_meters.customer_id,
        customer_meters.cost_basis,
        customer_meters.driver,
        customer_meters.meter_picousd - customer_meters.requests * plan_meters.median_each_picousd as excess_picousd,
        customer_meters.month_date,
    from customer_meters
    inner join plan_meters
        on customer_meters.month_date = plan_meters.month_date
        and customer_meters.plan_id = plan_meters.plan_id
        and customer_meters.cost_basis = plan_meters.cost_basis
        and customer_meters.driver = plan_meters.driver
    union all
    select
        customer_meters.customer_id,
        customer_meters.cost_basis,
        'requests' as driver,
        fsum((customer_meters.requests - plan_meters.median_requests) * plan_meters.median_each_picousd)
            as excess_picousd,
        customer_meters.month_date,
    from customer_meters
    inner join plan_meters
        on customer_meters.month_date = plan_meters.month_date
        and customer_meters.plan_id = plan_meters.plan_id
        and customer_meters.cost_basis = plan_meters.cost_basis
        and customer_meters.driver = plan_meters.driver
    group by customer_meters.customer_id, customer_meters.cost_basis, customer_meters.month_date
),

drivers as (
    select
        customer_id,
        cost_basis,
        driver as main_driver,
        round(excess_picousd, -6)::hugeint as excess_picousd,
        month_date,
    from excesses
    where round(excess_picousd, -6) > 0
    qualify row_number() over (
        partition by month_date, customer_id, cost_basis
        order by round(excess_picousd, -6) desc, driver
    ) = 1
)

select * from drivers
