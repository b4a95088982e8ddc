-- grain: one row per group of a bucket
-- key: file_id, line_no, bucket_key
-- units: Tokens (disjoint meters), Requests (web_searches)
-- source: Anthropic Admin API, GET /v1/organizations/usage_report/messages, JSON pages
-- why: the five classes are disjoint, thinking is part of the output, and requests are not counted. What a page is
--      not grouped by is NULL; where it is, NULL is the default workspace or the console. A later delivery replaces
--      the bucket.
-- dataset: usage_buckets
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: replace
-- requires: data[].starting_at, data[].results[].uncached_input_tokens or data[].results[].output_tokens
-- record:
--    data: STRUCT(starting_at VARCHAR, ending_at VARCHAR, results STRUCT(uncached_input_tokens JSON,
--        cache_read_input_tokens JSON, cache_creation STRUCT(ephemeral_5m_input_tokens JSON,
--        ephemeral_1h_input_tokens JSON), output_tokens JSON, server_tool_use STRUCT(web_search_requests JSON),
--        account_id VARCHAR, api_key_id VARCHAR, workspace_id VARCHAR, service_account_id VARCHAR, model VARCHAR,
--        service_tier VARCHAR, context_window VARCHAR, inference_geo VARCHAR, speed VARCHAR)[])[]
with buckets as (
    select
        source,
        file_id,
        line_no,
        unnest(data) as bucket,
    from source_records
),

results as (
    select
        source,
        file_id,
        line_no,
        bucket.starting_at as starting_at,
        bucket.ending_at as ending_at,
        timestamp_of(bucket.starting_at) as bucket_start,
        timestamp_of(bucket.ending_at) as bucket_end,
        unnest(bucket.results) as result,
    from buckets
),

counters as (
    select
        *,
        anthropic_report_counters(result) as counters,
        concat_ws('|', 'anthropic usage', starting_at, ending_at) as replace_key,
    from results
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
        bad_counter_of(counters, counts) as bad_counter,
        exclusive_meters(counts, 0) as meters,
    from read_counters
),

checked as (
    select
        *,
        usage_reject_reason(bad_counter, meters, 'any', bucket_start) as reject_reason,
    from measured
),

usage_buckets as (
    select
        source,
        file_id,
        line_no,
        concat_ws(
            '|', replace_key,
            md5(concat_ws(
                '|', result.account_id, '', result.api_key_id, '', result.workspace_id, '', result.service_account_id,
                '', result.model, '', result.service_tier, '', result.context_window, '', result.inference_geo, '',
                result.speed))
        ) as bucket_key,
        replace_key,
        'anthropic' as provider,
        coalesce(result.account_id, result.service_account_id) as user_id,
        result.api_key_id as api_key_id,
        result.workspace_id as project_id,
        result.model as llm_model,
        if(result.speed = 'fast', 'fast', result.service_tier) as service_tier,
        result.context_window as context_band,
        nullif(result.inference_geo, 'not_available') as region,
        meters.uncached_input_tokens as uncached_input_tokens,
        meters.cache_read_tokens as cache_read_tokens,
        meters.cache_write_5m_tokens as cache_write_5m_tokens,
        meters.cache_write_1h_tokens as cache_write_1h_tokens,
        meters.visible_output_tokens as visible_output_tokens,
        meters.web_searches as web_searches,
        result.service_tier = 'batch' as is_batch,
        false as is_output_split,
        bucket_start,
        bucket_end,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'starting_at', starting_at) as reject_detail,
    from checked
)

select * from usage_buckets
