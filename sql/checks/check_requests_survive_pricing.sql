-- why: a request may have many sightings and no price, but it must come out of pricing exactly once, on its first day
-- runs: by event_date
with raw_requests_in_force as (
    select
        dedupe_key,
        utc_date(started_at) as event_date,
    from raw_requests
    where is_superseded is not true
),

sighted as (
    select
        dedupe_key,
        min(event_date) as event_date,
        1 as requests,
    from raw_requests_in_force
    group by dedupe_key
    having min(event_date) in (select event_date from chunk_days)
),

priced as (
    select
        dedupe_key,
        any_value(event_date) as event_date,
        count(*) as requests,
    from int_requests_priced
    where event_date in (select event_date from chunk_days)
    group by dedupe_key
),

offences as (
    select
        dedupe_key,
        event_date,
        sighted.requests as requests_sighted,
        priced.requests as requests_priced,
    from sighted
    full outer join priced using (dedupe_key, event_date)
    where sighted.requests is distinct from priced.requests
)

select * from offences
