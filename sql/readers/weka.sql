-- grain: one row per request of a recorded agent session
-- key: file_id, line_no
-- units: Tokens; blocks of 64 tokens; t and api_time_s in seconds from the start of the session
-- source: callanjfox/kv-cache-tester traces, flattened to one request per line
-- why: real coding sessions with sub-agents. prefix_blocks_seen is the longest prefix shared with an earlier request of
--      the session: as cache reads it is what a cache without end would have served, so usage is marked as estimated.
-- dataset: requests
-- version: 1
-- files: **/requests.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    trace_id: VARCHAR required
--    agent_path: VARCHAR required
--    request_index: VARCHAR required
--    t: VARCHAR required
--    model: VARCHAR required
--    input_tokens: VARCHAR required
--    output_tokens: VARCHAR required
--    hash_blocks: VARCHAR required
--    prefix_blocks_seen: VARCHAR required
--    stop: VARCHAR
--    api_time_s: VARCHAR
with read_requests as (
    select
        *,
        concat_ws('|', 'weka', trace_id, agent_path, request_index) as request_key,
        trace_time_of(try_cast(t as decimal(18, 6))) as started_at,
        trace_time_of(try_cast(t as decimal(18, 6)) + try_cast(api_time_s as decimal(18, 6))) as ended_at,
    from source_records
),

checked as (
    select
        *,
        first_bad_count(
            ['request_index', 'input_tokens', 'output_tokens', 'hash_blocks', 'prefix_blocks_seen'],
            list_transform(
                [request_index, input_tokens, output_tokens, hash_blocks, prefix_blocks_seen],
                written -> coalesce(written, 'absent')
            )
        ) as bad_counter,
    from read_requests
),

judged as (
    select
        *,
        case
            when bad_counter is not null then bad_count_reason(bad_counter.written)
            when trace_id is null or agent_path is null then 'missing_value'
            when count_of(prefix_blocks_seen) > count_of(hash_blocks) then 'more_blocks_seen_than_sent'
            when 64 * count_of(prefix_blocks_seen) > count_of(input_tokens) then 'more_blocks_seen_than_sent'
            else bad_time_reason(started_at)
        end as reject_reason,
    from checked
),

requests as (
    select
        source,
        file_id,
        line_no,
        request_key as dedupe_key,
        md5(request_key) as request_id,
        true as is_request_id_derived,
        'gateway' as observer,
        trace_id as session_id,
        agent_path as agent,
        'anthropic' as provider,
        'chat' as operation,
        model as request_llm_model,
        model as response_llm_model,
        trace_id as prefix_hash,
        stop as finish_reason,
        'input_tokens whole prompt, cache reads from the blocks seen before' as meter_convention,
        count_of(input_tokens) - 64 * count_of(prefix_blocks_seen) as uncached_input_tokens,
        64 * count_of(prefix_blocks_seen) as cache_read_tokens,
        count_of(output_tokens) as visible_output_tokens,
        count_of(input_tokens) as reported_input_tokens,
        count_of(output_tokens) as reported_output_tokens,
        64 as cache_block_tokens,
        count_of(hash_blocks) as prompt_blocks,
        count_of(prefix_blocks_seen) as prompt_blocks_seen,
        false as is_output_split,
        true as is_usage_estimated,
        started_at,
        ended_at,
        reject_reason,
        case
            when reject_reason is null then null
            when bad_counter is not null then bad_count_detail(bad_counter)
            when reject_reason = 'missing_value' then 'trace_id or agent_path is empty, expected both'
            when reject_reason = 'more_blocks_seen_than_sent' then concat(
                'prefix_blocks_seen is ', prefix_blocks_seen, ' of ', hash_blocks, ' blocks and ', input_tokens,
                ' tokens; expected no more than were sent')
            else bad_time_detail('t', t)
        end as reject_detail,
    from judged
)

select * from requests
