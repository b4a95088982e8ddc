-- grain: one row per request of the trace
-- key: file_id, line_no
-- units: Tokens; blocks of 512 tokens; timestamp in milliseconds from the start of the trace
-- source: kvcache-ai/Mooncake, FAST25 trace files
-- why: the ids of the prompt's blocks tell which requests share a prefix, which is all that a cache needs to be
--      replayed. The trace does not say what its cache held, so the prompt counts as uncached; prompt_blocks_seen is
--      what a cache without end would have held: the leading blocks that an earlier line of the file has.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl
-- format: ndjson
-- append: whole
-- rewrite: replace
-- requires: timestamp, input_length, output_length
-- record:
--    timestamp: JSON
--    input_length: JSON
--    output_length: JSON
--    hash_ids: BIGINT[]
with read_requests as (
    select
        source,
        file_id,
        line_no,
        input_length,
        output_length,
        hash_ids,
        md5(concat_ws('|', 'mooncake', file_id, line_no)) as request_id,
        "timestamp"::varchar as written_at,
        count_of(input_length) as input_tokens,
        count_of(output_length) as output_tokens,
        trace_time_of(try_cast("timestamp"::varchar as decimal(18, 3)) / 1000) as started_at,
    from source_records
    where coalesce("timestamp", input_length, output_length) is not null
),

blocks as (
    select
        file_id,
        line_no,
        unnest(hash_ids) as block_id,
        generate_subscripts(hash_ids, 1) as block_no,
    from read_requests
),

-- Two blocks of one line are no reuse, so the comparison is between lines.
sighted as (
    select
        file_id,
        line_no,
        block_no,
        min(line_no) over (partition by file_id, block_id) < line_no as is_seen,
    from blocks
),

prefixes as (
    select
        file_id,
        line_no,
        coalesce(min(block_no) filter (not is_seen) - 1, max(block_no)) as prompt_blocks_seen,
    from sighted
    group by file_id, line_no
),

checked as (
    select
        read_requests.*,
        coalesce(prefixes.prompt_blocks_seen, if(hash_ids is null, null, 0)) as prompt_blocks_seen,
        case
            when input_tokens is null or output_tokens is null
                then first_bad_count(
                    ['input_length', 'output_length'],
                    [coalesce(input_length::varchar, 'absent'), coalesce(output_length::varchar, 'absent')])
        end as bad_counter,
    from read_requests
    left join prefixes
        on read_requests.file_id = prefixes.file_id
        and read_requests.line_no = prefixes.line_no
),

requests as (
    select
        source,
        file_id,
        line_no,
        concat('mooncake|', request_id) as dedupe_key,
        request_id,
        true as is_request_id_derived,
        'provider' as observer,
        'moonshot' as provider,
        'chat' as operation,
        hash_ids[1]::varchar as prefix_hash,
        'input_length whole prompt, output_length whole output' as meter_convention,
        input_tokens as uncached_input_tokens,
        output_tokens as visible_output_tokens,
        input_tokens as reported_input_tokens,
        output_tokens as reported_output_tokens,
        if(hash_ids is null, null, 512) as cache_block_tokens,
        len(hash_ids) as prompt_blocks,
        prompt_blocks_seen,
        hash_ids as prompt_block_ids,
        false as is_output_split,
        started_at,
        case
            when bad_counter is not null then bad_count_reason(bad_counter.written)
            else bad_time_reason(started_at)
        end as reject_reason,
        case
            when bad_counter is not null then bad_count_detail(bad_counter)
            when bad_time_reason(started_at) is not null then bad_time_detail('timestamp', written_at)
        end as reject_detail,
    from checked
    order by file_id, line_no
)

select * from requests
