-- grain: one row per group of a period
-- key: file_id, line_no, bucket_key
-- units: Tokens (disjoint meters), Requests (requests, web_searches)
-- source: Anthropic Admin API, GET /v1/organizations/analytics/usage, JSON pages
-- why: tells the usage of users, agents and sessions, and counts requests, which the usage report does not, of the same
--      tokens: take one of the two, and one grouping. A page may end within a period, so a later delivery replaces row
--      by row. Groups of people overlap: they are refused.
-- dataset: usage_buckets
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: replace
-- requires: data[].starting_at, data[].usage.uncached_input_tokens or data[].usage.output_tokens
-- record:
--    data: STRUCT(starting_at VARCHAR, ending_at VARCHAR, "group" STRUCT(actor VARCHAR, actor_type VARCHAR,
--        agent_id VARCHAR, api_key_id VARCHAR, context_window VARCHAR, cost_type VARCHAR, deployment_id VARCHAR,
--        environment_id VARCHAR, inference_geo VARCHAR, model VARCHAR, organization_id VARCHAR, product VARCHAR,
--        rbac_group_id VARCHAR, service_tier VARCHAR, session_id VARCHAR, speed VARCHAR, token_type VARCHAR,
--        user_profile_id VARCHAR, workspace_id VARCHAR),
--        "usage" STRUCT(uncached_input_tokens JSON, cache_read_input_tokens JSON, cache_creation STRUCT(
--        ephemeral_5m_input_tokens JSON, ephemeral_1h_input_tokens JSON), output_tokens JSON,
--        server_tool_use STRUCT(web_search_requests JSON), requests JSON))[]
with page_rows as (
    select
        source,
        file_id,
        line_no,
        unnest(data) as item,
    from source_records
),

counters as (
    select
        source,
        file_id,
        line_no,
        item.starting_at as starting_at,
        item."group" as grouped,
        item."usage".requests as written_requests,
        timestamp_of(item.starting_at) as bucket_start,
        timestamp_of(item.ending_at) as bucket_end,
        anthropic_report_counters(item."usage") as counters,
        concat_ws(
            '|', 'anthropic analytics usage', item.starting_at, item.ending_at, anthropic_group_hash(item."group")
        ) as replace_key,
    from page_rows
),

read_counters as (
    select
        *,
        counts_of(counters) as counts,
    from counters
),

measured as (
    select
        *,
        coalesce(
            bad_counter_of(counters, counts),
            if(is_bad_count(written_requests), {'counter': 'requests', 'written': written_requests::varchar}, null)
        ) as bad_counter,
        exclusive_meters(counts, 0) as meters,
    from read_counters
),

checked as (
    select
        *,
        if(
            grouped.rbac_group_id is not null,
            'overlapping_group',
            usage_reject_reason(bad_counter, meters, 'any', bucket_start)
        ) as reject_reason,
    from measured
),

usage_buckets as (
    select
        source,
        file_id,
        line_no,
        replace_key as bucket_key,
        replace_key,
        'anthropic' as provider,
        coalesce(grouped.user_profile_id, grouped.actor) as user_id,
        grouped.api_key_id as api_key_id,
        grouped.workspace_id as project_id,
        grouped.model as llm_model,
        if(grouped.speed = 'fast', 'fast', grouped.service_tier) as service_tier,
        grouped.context_window as context_band,
        nullif(grouped.inference_geo, 'not_available') as region,
        count_of(written_requests) as requests,
        meters.uncached_input_tokens as uncached_input_tokens,
        meters.cache_read_tokens as cache_read_tokens,
        meters.cache_write_5m_tokens as cache_write_5m_tokens,
        meters.cache_write_1h_tokens as cache_write_1h_tokens,
        meters.visible_output_tokens as visible_output_tokens,
        meters.web_searches as web_searches,
        grouped.service_tier = 'batch' as is_batch,
        false as is_output_split,
        bucket_start,
        bucket_end,
        reject_reason,
        if(
            reject_reason = 'overlapping_group',
            'the row is of a group of people, whose usage overlaps; expected one grouped by anything else',
            usage_reject_detail(reject_reason, bad_counter, meters, 'starting_at', starting_at)
        ) as reject_detail,
    from checked
)

select * from usage_buckets
