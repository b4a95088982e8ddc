-- grain: one row per day, actor, terminal and model
-- key: file_id, bucket_key
-- units: Tokens (disjoint meters)
-- source: Anthropic Admin API, GET /v1/organizations/usage_report/claude_code, JSON pages
-- why: says which developer used Claude Code how much. For customers of the API the same tokens stand in the usage
--      report and in the cost report, so they come under a provider of their own and are added to neither. Cache
--      writes have no lifetime here, and the cost is an estimate in cents that is left in the file. A later delivery
--      replaces the day.
-- dataset: usage_buckets
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: replace
-- requires: data[].date, data[].actor, data[].model_breakdown
-- record:
--    data: STRUCT("date" VARCHAR, actor STRUCT("type" VARCHAR, email_address VARCHAR, api_key_name VARCHAR),
--        organization_id VARCHAR, customer_type VARCHAR, subscription_type VARCHAR, terminal_type VARCHAR,
--        model_breakdown STRUCT(model VARCHAR, tokens STRUCT("input" JSON, "output" JSON, cache_read JSON,
--        cache_creation JSON))[])[]
with records as (
    select
        source,
        file_id,
        line_no,
        unnest(data) as actor_day,
    from source_records
),

used as (
    select
        *,
        timestamp_of(actor_day.date) as bucket_start,
        unnest(actor_day.model_breakdown) as used,
    from records
),

counters as (
    select
        *,
        plain_counters(
            used.tokens.input, used.tokens.cache_read, used.tokens.cache_creation, used.tokens.output, null::json,
            null::json
        ) as counters,
        counts_of(counters) as counts,
    from used
),

checked as (
    select
        *,
        bad_counter_of(counters, counts) as bad_counter,
        exclusive_meters(counts, 0) as meters,
        usage_reject_reason(bad_counter, meters, used.model, bucket_start) as reject_reason,
        concat_ws('|', 'claude code', actor_day.organization_id, actor_day.date) as replace_key,
    from counters
),

usage_buckets as (
    select
        source,
        file_id,
        line_no,
        concat_ws(
            '|', replace_key,
            md5(concat_ws(
                '|', actor_day.actor.type, '', actor_day.actor.email_address, '', actor_day.actor.api_key_name, '',
                actor_day.terminal_type, '', actor_day.customer_type, '', used.model))
        ) as bucket_key,
        replace_key,
        'claude-code' as provider,
        actor_day.actor.email_address as user_id,
        actor_day.actor.api_key_name as api_key_id,
        actor_day.organization_id as project_id,
        used.model as llm_model,
        actor_day.customer_type as service_tier,
        meters.uncached_input_tokens as uncached_input_tokens,
        meters.cache_read_tokens as cache_read_tokens,
        meters.cache_write_unknown_ttl_tokens as cache_write_unknown_ttl_tokens,
        meters.visible_output_tokens as visible_output_tokens,
        false as is_output_split,
        bucket_start,
        bucket_start + interval 1 day as bucket_end,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'date', actor_day.date) as reject_detail,
    from checked
)

select * from usage_buckets
