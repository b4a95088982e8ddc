-- grain: one row per UTC day, reporting day, dimension and member that made requests that day
-- key: event_date, reporting_date, dimension, member_id
-- units: list_cost_picousd in 10^-12 USD, of fully priced requests; NULL = none of the member's requests is priced
-- source: int_costs_by_day, int_requests_priced
-- why: concentration of a month needs each member's cost, and a member's month is the sum of its days
-- kept: table by event_date
with int_costs_by_day as (
    select * from int_costs_by_day
),

int_requests_priced as (
    select * from int_requests_priced
),

settings as (
    select * from settings
),

requests as (
    select
        coalesce(user_id, '(unattributed)') as user_id,
        coalesce(api_key_id, '(unattributed)') as api_key_id,
        coalesce(session_id, '(unattributed)') as session_id,
        list_cost_picousd,
        is_priced,
        event_date,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced
    cross join settings
),

-- One scan for the three dimensions that no coarser table holds; each row belongs to exactly one of them.
fine_members as (
    select
        case
            when grouping(user_id) = 0 then 'user'
            when grouping(api_key_id) = 0 then 'api_key'
            else 'session'
        end as dimension,
        coalesce(user_id, api_key_id, session_id) as member_id,
        count(*) as requests,
        count(*) filter (not is_priced) as unpriced_requests,
        sum(list_cost_picousd) filter (is_priced) as list_cost_picousd,
        event_date,
        reporting_date,
    from requests
    group by grouping sets (
        (event_date, reporting_date, user_id),
        (event_date, reporting_date, api_key_id),
        (event_date, reporting_date, session_id)
    )
),

coarse_members as (
    select
        case when grouping(customer_id) = 0 then 'customer' else 'feature' end as dimension,
        case
            when grouping(customer_id) = 0 then customer_id
            when feature = '(not reported)' then '(unattributed)'
            else feature
        end as member_id,
        sum(requests)::bigint as requests,
        sum(unpriced_requests)::bigint as unpriced_requests,
        sum(list_cost_picousd) as list_cost_picousd,
        event_date,
        reporting_date,
    from int_costs_by_day
    group by grouping sets (
        (event_date, reporting_date, customer_id),
        (event_date, reporting_date, feature)
    )
),

members as (
    select * from fine_members
    union all by name
    select * from coarse_members
)

select * from members
