-- grain: one row per UTC day, reporting day, customer and cost bucket
-- key: event_date, reporting_date, customer_id, cost_bucket
-- units: cost_bucket as cost_bucket_of() numbers it, each 2 % wide; _picousd in 10^-12 USD
-- source: int_requests_priced
-- why: quantiles and the concentration of single requests over a month or a year, without reading requests again: any
--      quantile taken from the sums of a bucket is within 2 % of the exact one, and histograms of days simply add up
-- kept: table by event_date
with int_requests_priced as (
    select * from int_requests_priced
),

settings as (
    select * from settings
),

bucketed as (
    select
        customer_id,
        cost_bucket_of(list_cost_picousd) as cost_bucket,
        count(*) as requests,
        sum(list_cost_picousd) as list_cost_picousd,
        max(list_cost_picousd) as largest_picousd,
        event_date,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced
    cross join settings
    where is_priced
    group by all
)

select * from bucketed
