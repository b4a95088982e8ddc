-- grain: one row per day, endpoint and model
-- key: file_id, line_no, bucket_key
-- units: Tokens (disjoint meters), Requests
-- source: OpenRouter activity, GET /api/v1/activity, JSON: the last 30 completed UTC days
-- why: reasoning is part of the completion, and the cache is not told apart from the prompt. A day is final when it
--      is delivered, and a later delivery of the same group replaces it. What was charged for it stands in the bill,
--      not here.
-- dataset: usage_buckets
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: replace
-- requires: data[].date, data[].model or data[].model_permaslug
-- record:
--    data: STRUCT("date" VARCHAR, model VARCHAR, model_permaslug VARCHAR, endpoint_id VARCHAR, provider_name VARCHAR,
--        usage JSON, requests JSON, prompt_tokens JSON, completion_tokens JSON, reasoning_tokens JSON,
--        workspace_id VARCHAR)[]
with days as (
    select
        source,
        file_id,
        line_no,
        unnest(data) as item,
    from source_records
),

counters as (
    select
        *,
        plain_counters(
            item.prompt_tokens, null::json, null::json, item.completion_tokens, item.reasoning_tokens, item.requests
        ) as counters,
        try_strptime(left(item."date", 10), '%Y-%m-%d') at time zone 'UTC' as bucket_start,
    from days
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
        inclusive_meters(counts, 0) as meters,
    from read_counters
),

checked as (
    select
        *,
        usage_reject_reason(bad_counter, meters, item.model, bucket_start) as reject_reason,
    from measured
),

usage_buckets as (
    select
        source,
        file_id,
        line_no,
        concat_ws(
            '|', 'openrouter activity', item."date",
            md5(concat_ws('|', item.endpoint_id, '', item.model_permaslug, '', item.model, '', item.workspace_id))
        ) as bucket_key,
        'openrouter' as provider,
        item.workspace_id as project_id,
        coalesce(item.model_permaslug, item.model) as llm_model,
        counts.total as requests,
        meters.uncached_input_tokens as uncached_input_tokens,
        meters.visible_output_tokens as visible_output_tokens,
        meters.reasoning_tokens as reasoning_tokens,
        meters.is_output_split as is_output_split,
        bucket_start,
        bucket_start + interval 1 day as bucket_end,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'date', item."date") as reject_detail,
    from checked
)

select * from usage_buckets
