-- grain: one row per UTC hour, reporting day and customer whose calls began in it, or went on into its day
-- key: hour_start, reporting_date, customer_id
-- units: serving_cost_picousd in 10^-12 USD, idle time included; NULL = no call of the hour has a cost
-- source: int_resource_costs, int_requests_priced, settings
-- why: windows of a plan are held against what serving them took. A call that went on over midnight costs on the next
--      day too, there in its first hour. Rent that is divided and costs that are modelled are told apart
-- kept: table by event_date
with settings as (
    select * from settings
),

calls as (
    select
        costs.customer_id,
        costs.cost_evidence,
        costs.resource_cost_picousd + coalesce(costs.idle_cost_picousd, 0) as serving_cost_picousd,
        costs.is_first_day,
        costs.event_date,
        hour_of(coalesce(requests.started_at, costs.event_date::timestamp at time zone 'UTC')) as hour_start,
        settings.reporting_time_zone,
    from int_resource_costs as costs
    left join int_requests_priced as requests
        on costs.dedupe_key = requests.dedupe_key
        and costs.event_date = requests.event_date
    cross join settings
),

hours as (
    select
        customer_id,
        count(*) filter (is_first_day and serving_cost_picousd is null) as uncosted_requests,
        sum(serving_cost_picousd) as serving_cost_picousd,
        coalesce(bool_or(cost_evidence = 'allocated' and serving_cost_picousd is not null), false) as is_allocated,
        coalesce(bool_or(cost_evidence = 'modelled' and serving_cost_picousd is not null), false) as is_modelled,
        event_date,
        reporting_day(event_date, hour_start, reporting_time_zone) as reporting_date,
        hour_start,
    from calls
    group by customer_id, event_date, reporting_day(event_date, hour_start, reporting_time_zone), hour_start
)

select * from hours
