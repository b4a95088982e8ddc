-- grain: one row per provider call (dedupe_key), whatever number of lines, files or observers saw it
-- key: dedupe_key
-- units: meters in Tokens or Requests; reported_cost_picousd in 10^-12 USD; sightings in rows
-- source: stg_requests, stg_request_repeats
-- why: of a call that was seen often the winning sighting stands for it; the day is that of the earliest one. A view,
--      because its rows are wide and each of those who read it needs few columns of them
with stg_requests as not materialized (
    select * from stg_requests
),

winning_sightings as (
    select
        stg_requests.* replace (
            coalesce(repeats.told_commit_no, stg_requests.commit_no) as commit_no,
            coalesce(repeats.first_started_at, stg_requests.started_at) as started_at
        ),
        coalesce(repeats.sightings, 1) as sightings,
    from stg_requests
    left join stg_request_repeats as repeats
        on stg_requests.dedupe_key = repeats.dedupe_key
    where
        repeats.dedupe_key is null
        or (
            stg_requests.file_id is not distinct from repeats.winner.file_id
            and stg_requests.line_no is not distinct from repeats.winner.line_no
            and stg_requests.span_id is not distinct from repeats.winner.span_id
        )
),

requests as (
    select
        *,
        utc_date(started_at) as event_date,
    from winning_sightings
)

select * from requests
