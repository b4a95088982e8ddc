-- grain: one row per provider call (dedupe_key), whatever number of lines, files or observers saw it
-- key: dedupe_key
-- units: meters in Tokens or Requests; reported_cost_picousd in 10^-12 USD; sightings in rows
-- source: raw_requests
-- kept: build
-- why: one call is written several times (a line per content block, resumed files, two observers), and early
--      sightings carry a streaming placeholder. The sighting with the largest output wins, whatever order files came
--      in; the day is that of the earliest one. Only narrow columns are grouped; the wide rows are read once, unsorted.
with raw_requests_in_force as not materialized (
    select * from raw_requests where is_superseded is not true
),

-- Eight-byte hashes group faster than the keys; a collision only sends a lone key through the next step too.
hashes_seen_often as materialized (
    select hash(dedupe_key) as dedupe_key_hash
    from raw_requests_in_force
    where dedupe_key is not null
    group by dedupe_key_hash
    having count(*) > 1
),

-- The tie-breakers are contents first, lineage last, so that the winner does not depend on the order of delivery.
winners as materialized (
    select
        dedupe_key,
        arg_min(
            struct_pack(file_id := file_id, line_no := line_no, span_id := span_id),
            create_sort_key(
                coalesce(visible_output_tokens, 0) + coalesce(reasoning_tokens, 0), 'desc nulls last',
                started_at, 'asc nulls last',
                session_id, 'asc nulls last',
                file_id, 'asc nulls last',
                line_no, 'asc nulls last',
                span_id, 'asc nulls last'
            )
        ) as winner,
        count(*) as sightings,
        min(started_at) as first_started_at,
    from raw_requests_in_force
    semi join hashes_seen_often
        on hash(raw_requests_in_force.dedupe_key) = hashes_seen_often.dedupe_key_hash
    group by dedupe_key
),

winning_sightings as (
    select
        raw_requests_in_force.* replace (
            coalesce(winners.first_started_at, raw_requests_in_force.started_at) as started_at
        ),
        coalesce(winners.sightings, 1) as sightings,
    from raw_requests_in_force
    left join winners
        on raw_requests_in_force.dedupe_key = winners.dedupe_key
    where
        winners.dedupe_key is null
        or (
            raw_requests_in_force.file_id is not distinct from winners.winner.file_id
            and raw_requests_in_force.line_no is not distinct from winners.winner.line_no
            and raw_requests_in_force.span_id is not distinct from winners.winner.span_id
        )
),

requests as (
    select
        winning_sightings.* replace (
            coalesce(is_batch, false) or coalesce(lower(service_tier) = 'batch', false) as is_batch,
            case
                when lower(service_tier) in ('batch', 'default', 'on_demand', 'standard') then 'standard'
                else lower(service_tier)
            end as service_tier,
            lower(region) as region
        ),
        utc_date(started_at) as event_date,
    from winning_sightings
)

select * from requests
