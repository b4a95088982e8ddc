-- grain: one row per group of a bucket
-- key: file_id, line_no, bucket_key
-- units: Tokens (disjoint meters), Requests
-- source: OpenAI Admin API, GET /v1/organization/usage/{kind}, JSON pages
-- why: input includes what the cache served and stored and all modalities, output includes reasoning, which is not
--      told apart here. A later delivery of a bucket replaces it whole, kind by kind; what a page is not grouped by
--      is NULL and means all.
-- dataset: usage_buckets
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: replace
-- requires: data[].start_time, data[].results[].num_model_requests or data[].results[].num_requests or
--    data[].results[].num_sessions or data[].results[].input_tokens
-- record:
--    data: STRUCT(start_time VARCHAR, end_time VARCHAR, results STRUCT("object" VARCHAR, input_tokens JSON,
--        input_cached_tokens JSON, input_cache_write_tokens JSON, output_tokens JSON, input_audio_tokens JSON,
--        output_audio_tokens JSON, output_image_tokens JSON, num_model_requests JSON, num_requests JSON,
--        num_sessions JSON, project_id VARCHAR, user_id VARCHAR, api_key_id VARCHAR, model VARCHAR, batch BOOLEAN,
--        service_tier VARCHAR, context_level VARCHAR, vector_store_id VARCHAR)[])[]
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
        bucket.start_time as start_time,
        bucket.end_time as end_time,
        timestamp_of_seconds(bucket.start_time) as bucket_start,
        timestamp_of_seconds(bucket.end_time) as bucket_end,
        unnest(bucket.results) as result,
    from buckets
),

counters as (
    select
        *,
        coalesce(regexp_extract(result.object, 'usage\.([a-z_]+)', 1), '') as kind,
        counters_of(
            result.input_tokens, null::json, result.input_cached_tokens, result.input_cache_write_tokens,
            result.input_audio_tokens, result.output_tokens, null::json, result.output_audio_tokens,
            result.output_image_tokens, coalesce(result.num_requests, result.num_sessions, result.num_model_requests)
        ) as counters,
    from results
),

read_counters as (
    select
        *,
        counts_of(counters) as counts,
        count_of(result.num_model_requests) as model_requests,
    from counters
),

measured as (
    select
        *,
        bad_counter_of(counters, counts) as bad_counter,
        -- input_audio_tokens is the uncached part of the audio, so the cached part is not taken out twice
        inclusive_meters(counts, 0) as meters,
        concat_ws('|', 'openai usage', kind, start_time, end_time) as replace_key,
    from read_counters
),

checked as (
    select
        *,
        case
            when is_unread(result.num_model_requests, model_requests) then 'not_a_counter'
            else usage_reject_reason(bad_counter, meters, 'any', bucket_start)
        end as reject_reason,
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
                '|', result.project_id, '', result.user_id, '', result.api_key_id, '', result.model, '', result.batch,
                '', result.service_tier, '', result.context_level, '', result.vector_store_id))
        ) as bucket_key,
        replace_key,
        'openai' as provider,
        result.user_id as user_id,
        result.api_key_id as api_key_id,
        result.project_id as project_id,
        result.model as llm_model,
        if(result.service_tier = 'default', 'standard', result.service_tier) as service_tier,
        coalesce(model_requests, counts.total) as requests,
        meters.uncached_input_tokens as uncached_input_tokens,
        meters.cache_read_tokens as cache_read_tokens,
        meters.cache_write_unknown_ttl_tokens as cache_write_unknown_ttl_tokens,
        meters.visible_output_tokens as visible_output_tokens,
        meters.input_audio_tokens as input_audio_tokens,
        meters.output_audio_tokens as output_audio_tokens,
        meters.image_tokens as image_tokens,
        if(kind like 'web_search%', counts.total, null) as web_searches,
        if(kind like 'file_search%' or kind like 'code_interpreter%', counts.total, null) as tool_calls_billed,
        result.batch as is_batch,
        false as is_output_split,
        bucket_start,
        bucket_end,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'start_time', start_time) as reject_detail,
    from checked
)

select * from usage_buckets
