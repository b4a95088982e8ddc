-- grain: one row per usage event
-- key: file_id, line_no, dedupe_key
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: Cursor Admin API, POST /teams/filtered-usage-events, JSON pages
-- why: the four classes are disjoint, amounts are cents, and what is charged is the model's cost and Cursor's fee, or
--      nothing where a plan includes the event. Events have no id: time, user, model and tokens tell them, so pages
--      that overlap count once. Cursor sells the model under a name of its own, which holds the effort.
-- dataset: requests
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: keep
-- requires: usageEventsDisplay
-- record:
--    usageEventsDisplay: STRUCT("timestamp" VARCHAR, model VARCHAR, kind VARCHAR, tokenUsage STRUCT(inputTokens JSON,
--        outputTokens JSON, cacheReadTokens JSON, cacheWriteTokens JSON, totalCents JSON), cursorTokenFee JSON,
--        chargedCents JSON, isChargeable BOOLEAN, isHeadless BOOLEAN, userId VARCHAR, userEmail VARCHAR)[]
with events as (
    select
        source,
        file_id,
        line_no,
        unnest(usageEventsDisplay) as event,
    from source_records
),

counters as (
    select
        *,
        plain_counters(
            event.tokenUsage.inputTokens, event.tokenUsage.cacheReadTokens, event.tokenUsage.cacheWriteTokens,
            event.tokenUsage.outputTokens, null::json, null::json
        ) as counters,
        event.model as llm_model,
        event.timestamp as written_at,
        logged_time_of(event.timestamp) as started_at,
        dollar_text_of_cents(coalesce(event.chargedCents, event.tokenUsage.totalCents)::varchar) as charged_usd,
    from events
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
        if(
            bad_counter is null and is_bad_estimate(charged_usd), 'bad_cost',
            usage_reject_reason(bad_counter, meters, llm_model, started_at)
        ) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        concat_ws(':', 'cursor', written_at, event.userId, llm_model, md5(to_json(counts)::varchar)) as dedupe_key,
        dedupe_key as request_id,
        'provider' as observer,
        coalesce(event.userEmail, event.userId) as user_id,
        if(event.isHeadless, 'cursor/headless', 'cursor') as agent,
        'cursor' as provider,
        'chat' as operation,
        llm_model as response_llm_model,
        if(event.tokenUsage is null, 'cursor-usage-unknown-v1', 'cursor-exclusive-v1') as meter_convention,
        map {'kind': event.kind} as tags,
        meters.*,
        picousd_of_estimate(charged_usd) as reported_cost_picousd,
        true as is_request_id_derived,
        started_at,
        reject_reason,
        if(
            reject_reason = 'bad_cost',
            bad_estimate_detail('chargedCents', charged_usd),
            usage_reject_detail(reject_reason, bad_counter, meters, 'timestamp', written_at)
        ) as reject_detail,
    from checked
)

select * from requests
