-- grain: one row per provider call (dedupe_key), whatever number of lines, files or observers saw it
-- key: dedupe_key
-- units: meters in Tokens or Requests; reported_cost_picousd in 10^-12 USD; sightings in rows
-- source: stg_requests, int_request_repeats
-- why: of a call that was seen often the winning sighting stands for it, with what only other observers knew of who,
--      what and when; the day is that of the earliest one. A view, because its rows are wide and each of those who
--      read it needs few columns of them
with stg_requests as not materialized (
    select * from stg_requests
),

winning_sightings as (
    select
        stg_requests.* replace (
            coalesce(repeats.told_commit_no, stg_requests.commit_no) as commit_no,
            coalesce(repeats.first_started_at, stg_requests.started_at) as started_at,
            coalesce(stg_requests.trace_id, repeats.trace_id) as trace_id,
            coalesce(stg_requests.session_id, repeats.session_id) as session_id,
            coalesce(stg_requests.operation_id, repeats.operation_id) as operation_id,
            coalesce(stg_requests.batch_id, repeats.batch_id) as batch_id,
            coalesce(stg_requests.customer_ref, repeats.customer_ref) as customer_ref,
            coalesce(stg_requests.user_id, repeats.user_id) as user_id,
            coalesce(stg_requests.api_key_id, repeats.api_key_id) as api_key_id,
            coalesce(stg_requests.project_id, repeats.project_id) as project_id,
            coalesce(stg_requests.feature, repeats.feature) as feature,
            coalesce(stg_requests.agent, repeats.agent) as agent,
            coalesce(stg_requests.request_llm_model, repeats.request_llm_model) as request_llm_model,
            coalesce(stg_requests.response_llm_model, repeats.response_llm_model) as response_llm_model,
            coalesce(stg_requests.deployment, repeats.deployment) as deployment,
            coalesce(stg_requests.region, repeats.region) as region,
            coalesce(stg_requests.requested_service_tier, repeats.requested_service_tier)
                as requested_service_tier,
            coalesce(stg_requests.service_tier, repeats.service_tier) as service_tier,
            coalesce(stg_requests.reasoning_effort, repeats.reasoning_effort) as reasoning_effort,
            coalesce(stg_requests.prompt_hash, repeats.prompt_hash) as prompt_hash,
            coalesce(stg_requests.prefix_hash, repeats.prefix_hash) as prefix_hash,
            coalesce(stg_requests.finish_reason, repeats.finish_reason) as finish_reason,
            coalesce(stg_requests.attempt_no, repeats.attempt_no) as attempt_no,
            coalesce(stg_requests.max_output_tokens, repeats.max_output_tokens) as max_output_tokens,
            coalesce(stg_requests.reported_cost_picousd, repeats.reported_cost_picousd) as reported_cost_picousd,
            coalesce(stg_requests.first_token_at, repeats.first_token_at) as first_token_at,
            coalesce(stg_requests.ended_at, repeats.ended_at) as ended_at
        ),
        coalesce(repeats.sightings, 1) as sightings,
    from stg_requests
    left join int_request_repeats as repeats
        on stg_requests.dedupe_key = repeats.dedupe_key
    where
        repeats.dedupe_key is null
        or (
            stg_requests.file_id is not distinct from repeats.winner.file_id
            and stg_requests.line_no is not distinct from repeats.winner.line_no
            and stg_requests.span_id is not distinct from repeats.winner.span_id
        )
),

requests as (
    select
        *,
        utc_date(started_at) as event_date,
    from winning_sightings
)

select * from requests
