-- grain: one row per request among the 1,000 dearest of its UTC day and reporting day
-- key: event_date, reporting_date, day_rank
-- units: list_cost_picousd in 10^-12 USD; day_rank from 1
-- source: int_requests_priced
-- why: the 1,000 dearest requests of a month stand among those of its days, so the tail of the month is exact and each
--      of its requests can be looked up
-- kept: table by event_date
with int_requests_priced as (
    select * from int_requests_priced
),

settings as (
    select * from settings
),

costly as (
    select
        dedupe_key as member_id,
        customer_id,
        list_cost_picousd,
        event_date,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced
    cross join settings
    where list_cost_picousd > 0
),

-- Finding the 1,000th cost first spares sorting the whole day.
day_floors as (
    select
        list_min(max(list_cost_picousd, 1000)) as floor_picousd,
        event_date,
        reporting_date,
    from costly
    group by event_date, reporting_date
),

ranked as (
    select
        costly.member_id,
        costly.customer_id,
        row_number() over (
            partition by costly.event_date, costly.reporting_date
            order by costly.list_cost_picousd desc, costly.member_id
        ) as day_rank,
        costly.list_cost_picousd,
        costly.event_date,
        costly.reporting_date,
    from costly
    inner join day_floors
        on costly.event_date = day_floors.event_date
        and costly.reporting_date = day_floors.reporting_date
        and costly.list_cost_picousd >= day_floors.floor_picousd
    qualify day_rank <= 1000
)

select * from ranked
