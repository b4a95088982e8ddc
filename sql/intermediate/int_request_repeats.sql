-- grain: one row per provider call that several lines, files or observers saw
-- key: dedupe_key
-- units: reported_cost_picousd in 10^-12 USD; sightings in rows
-- source: stg_request_repeats, stg_requests
-- kept: build
-- why: a gateway knows the customer, an instrumentation the session. Counts of two observers are never mixed: they are
--      the winning sighting's. What that leaves open of who, what and when, the first observer that knows it tells, the
--      observers in the order of their names. Only calls with several observers are looked at again
with stg_request_repeats as materialized (
    select * from stg_request_repeats
),

seen_by_several as (
    select dedupe_key from stg_request_repeats where has_several_observers
),

sightings as (
    select
        stg_requests.*,
        create_sort_key(
            stg_requests.observer, 'asc nulls last', stg_requests.started_at, 'asc nulls last',
            stg_requests.session_id, 'asc nulls last', stg_requests.file_id, 'asc nulls last',
            stg_requests.line_no, 'asc nulls last', stg_requests.span_id, 'asc nulls last'
        ) as place,
    from stg_requests
    semi join seen_by_several
        on stg_requests.dedupe_key = seen_by_several.dedupe_key
),

known_by_call as (
    select
        dedupe_key,
        arg_min(trace_id, place) as trace_id,
        arg_min(session_id, place) as session_id,
        arg_min(operation_id, place) as operation_id,
        arg_min(batch_id, place) as batch_id,
        arg_min(customer_ref, place) as customer_ref,
        arg_min(user_id, place) as user_id,
        arg_min(api_key_id, place) as api_key_id,
        arg_min(project_id, place) as project_id,
        arg_min(feature, place) as feature,
        arg_min(agent, place) as agent,
        arg_min(request_llm_model, place) as request_llm_model,
        arg_min(response_llm_model, place) as response_llm_model,
        arg_min(deployment, place) as deployment,
        arg_min(region, place) as region,
        arg_min(requested_service_tier, place) as requested_service_tier,
        arg_min(service_tier, place) as service_tier,
        arg_min(reasoning_effort, place) as reasoning_effort,
        arg_min(prompt_hash, place) as prompt_hash,
        arg_min(prefix_hash, place) as prefix_hash,
        arg_min(finish_reason, place) as finish_reason,
        arg_min(attempt_no, place) as attempt_no,
        arg_min(max_output_tokens, place) as max_output_tokens,
        arg_min(reported_cost_picousd, place) as reported_cost_picousd,
        arg_min(first_token_at, place) as first_token_at,
        arg_min(ended_at, place) as ended_at,
    from sightings
    group by dedupe_key
),

repeats as (
    select
        stg_request_repeats.*,
        known_by_call.* exclude (dedupe_key),
    from stg_request_repeats
    left join known_by_call
        on stg_request_repeats.dedupe_key = known_by_call.dedupe_key
)

select * from repeats
