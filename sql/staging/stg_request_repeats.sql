-- grain: one row per provider call that several lines, files or observers saw
-- key: dedupe_key
-- units: sightings in rows
-- source: raw_requests
-- why: one call is written several times (a line per content block, resumed files, two observers), and early
--      sightings carry a streaming placeholder. The sighting with the largest output wins, and of equal ones the one
--      that takes its tokens apart the furthest, whatever order files came in. Only narrow columns of calls that may be
--      repeated are grouped
with raw_requests_in_force as not materialized (
    select * from raw_requests where is_superseded is not true
),

-- Eight-byte hashes group faster than the keys; a collision is sorted out by the next step.
hashes_seen_often as materialized (
    select hash(dedupe_key) as dedupe_key_hash
    from raw_requests_in_force
    where dedupe_key is not null
    group by dedupe_key_hash
    having count(*) > 1
),

sightings as (
    select
        *,
        coalesce(visible_output_tokens, 0) + coalesce(reasoning_tokens, 0) as output_tokens,
        (reasoning_tokens is not null)::tinyint + (cache_read_tokens is not null)::tinyint
        + (cache_write_5m_tokens is not null)::tinyint + (cache_write_1h_tokens is not null)::tinyint
            as known_parts,
    from raw_requests_in_force
    semi join hashes_seen_often
        on hash(raw_requests_in_force.dedupe_key) = hashes_seen_often.dedupe_key_hash
),

-- The tie-breakers are contents first, lineage last, so that the winner does not depend on the order of delivery.
repeated as (
    select
        dedupe_key,
        arg_min(
            struct_pack(file_id := file_id, line_no := line_no, span_id := span_id),
            create_sort_key(
                output_tokens, 'desc nulls last',
                known_parts, 'desc nulls last',
                started_at, 'asc nulls last',
                session_id, 'asc nulls last',
                file_id, 'asc nulls last',
                line_no, 'asc nulls last',
                span_id, 'asc nulls last'
            )
        ) as winner,
        -- The first commit that knew its tokens: the same call seen again tells nothing new.
        arg_min(
            commit_no,
            create_sort_key(
                output_tokens, 'desc nulls last', known_parts, 'desc nulls last', commit_no, 'asc nulls last'
            )
        ) as told_commit_no,
        min(observer) < max(observer) as has_several_observers,
        count(*) as sightings,
        min(started_at) as first_started_at,
    from sightings
    group by dedupe_key
    having count(*) > 1
)

select * from repeated
