-- why: pricing may find no price, but it must neither lose a request nor make a second one of it
-- runs: by event_date
with staged as (
    select
        dedupe_key,
        count(*) as requests,
    from stg_requests
    where event_date in (select event_date from chunk_days)
    group by dedupe_key
),

priced as (
    select
        dedupe_key,
        count(*) as requests,
    from int_requests_priced
    where event_date in (select event_date from chunk_days)
    group by dedupe_key
),

offences as (
    select
        dedupe_key,
        staged.requests as requests_staged,
        priced.requests as requests_priced,
    from staged
    full outer join priced using (dedupe_key)
    where staged.requests is distinct from priced.requests
)

select * from offences
