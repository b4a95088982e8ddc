-- grain: one row per start or end of decoding on GPUs rented by us, with the stretch of time that it ends
-- key: none
-- units: event_key as sweep_key() makes it; segment_us in microseconds; kv_tokens in Tokens in the segment's middle
-- source: int_serving_pieces
-- why: a sweep over starts and ends gives how many calls decode together, and their contexts, at every instant without
--      a grid of times; O(n log n), for one sort is all that is not a running sum. Deployments and hours follow each
--      other in one line: between them nobody is present and all sums are 0 again, which int_piece_costs relies on
-- kept: build
with int_serving_pieces as not materialized (
    select * from int_serving_pieces where decode_to_us > decode_from_us
),

events as not materialized (
    select
        sweep_key(serving_no, decode_from_us) as event_key,
        piece_no,
        1 as direction,
        level_parts,
        growth_parts,
        is_even_hour,
    from int_serving_pieces
    union all
    select
        sweep_key(serving_no, decode_to_us) as event_key,
        piece_no,
        -1 as direction,
        -level_parts as level_parts,
        -growth_parts as growth_parts,
        is_even_hour,
    from int_serving_pieces
),

even_hours as (
    select * from events where is_even_hour order by event_key
),

odd_hours as (
    select * from events where not is_even_hour order by event_key
),

-- What was present before the event.
states as (
    select
        * exclude (level_parts, growth_parts),
        lag(event_key) over () as from_key,
        sum(direction) over even_past - direction as sequences,
        sum(level_parts) over even_past - level_parts as level_parts,
        sum(growth_parts) over even_past - growth_parts as growth_parts,
    from even_hours
    window even_past as (rows unbounded preceding)
    union all
    select
        * exclude (level_parts, growth_parts),
        lag(event_key) over () as from_key,
        sum(direction) over odd_past - direction as sequences,
        sum(level_parts) over odd_past - level_parts as level_parts,
        sum(growth_parts) over odd_past - growth_parts as growth_parts,
    from odd_hours
    window odd_past as (rows unbounded preceding)
),

segments as (
    select
        event_key,
        piece_no,
        direction::tinyint as direction,
        sequences::bigint as sequences,
        if(sequences > 0, event_key - from_key, 0) as segment_us,
        if(
            sequences > 0,
            greatest(0, level_parts::double + growth_parts::double * middle_us(from_key, event_key)) / token_parts(),
            0
        ) as kv_tokens,
        is_even_hour,
    from states
)

select * from segments
