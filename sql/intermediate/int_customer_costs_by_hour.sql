-- grain: one row per UTC hour, reporting day and customer that made requests in it
-- key: hour_start, reporting_date, customer_id
-- units: list_cost_picousd in 10^-12 USD, of fully priced requests; NULL = none of them is priced
-- source: int_requests_priced
-- why: a loss of an hour disappears in the margin of its month; hours are the finest windows that a fee still has a
--      fair part of. Where the reporting zone is half an hour off, an hour can lie on two days
-- kept: table by event_date
with settings as (
    select * from settings
),

requests as (
    select
        customer_id,
        list_cost_picousd,
        is_priced,
        event_date,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
        hour_of(started_at) as hour_start,
    from int_requests_priced
    cross join settings
),

hours as (
    select
        customer_id,
        count(*) as requests,
        count(*) filter (not is_priced) as unpriced_requests,
        sum(list_cost_picousd) filter (is_priced) as list_cost_picousd,
        event_date,
        reporting_date,
        hour_start,
    from requests
    group by customer_id, event_date, reporting_date, hour_start
)

select * from hours
