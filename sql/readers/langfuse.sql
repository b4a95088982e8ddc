-- grain: one row per generation or embedding, those that repeat a generation below them left out
-- key: file_id, line_no, dedupe_key
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: Langfuse observations as JSON: one per line as the blob export and the batch export write them, pages of
--         the public API ("data"), or a whole trace with its "observations"; camel or snake case
-- why: buckets are disjoint unless the exporter sent its own; whether reasoning and cache stand within output and
--      input is told by the total that only one reading adds up to. Agent and chain rows repeat the sum of their
--      children. Langfuse names no provider; the family of the model does.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl, **/*.ndjson, **/*.json
-- format: ndjson
-- append: whole
-- rewrite: keep
-- requires: type or data[].type or observations[].type
-- record:
--    json: JSON
with recursive documents as (
    select
        source,
        file_id,
        line_no,
        json -> '$.trace' as trace,
        unnest(coalesce(
            try_cast(json -> '$.observations' as json[]), try_cast(json -> '$.data' as json[]), [json]
        )) as observation,
    from source_records
),

written_observations as (
    select
        source,
        file_id,
        line_no,
        from_json(trace, '{"userId": "VARCHAR", "sessionId": "VARCHAR"}') as trace,
        from_json(
            observation,
            '{"id": "VARCHAR", "type": "VARCHAR", "name": "VARCHAR", "traceId": "VARCHAR", "trace_id": "VARCHAR",
            "projectId": "VARCHAR", "project_id": "VARCHAR", "environment": "VARCHAR",
            "parentObservationId": "VARCHAR", "parent_observation_id": "VARCHAR", "startTime": "VARCHAR",
            "start_time": "VARCHAR", "endTime": "VARCHAR", "end_time": "VARCHAR", "completionStartTime": "VARCHAR",
            "completion_start_time": "VARCHAR", "model": "VARCHAR", "providedModelName": "VARCHAR",
            "provided_model_name": "VARCHAR", "usageDetails": "VARCHAR", "usage_details": "VARCHAR",
            "totalCost": "JSON", "total_cost": "JSON", "costDetails": "VARCHAR", "cost_details": "VARCHAR",
            "modelParameters": "VARCHAR", "model_parameters": "VARCHAR", "level": "VARCHAR", "userId": "VARCHAR",
            "user_id": "VARCHAR", "sessionId": "VARCHAR", "session_id": "VARCHAR"}'
        ) as item,
    from documents
),

observations as materialized (
    select
        *,
        item.id as id,
        coalesce(item.traceId, item.trace_id) as trace_id,
        coalesce(item.parentObservationId, item.parent_observation_id) as parent_id,
        json_text_of(coalesce(item.usageDetails, item.usage_details)) as usage_text,
        coalesce(usage_text <> '{}', false) as has_usage,
    from written_observations
),

calls as (
    select
        *,
        coalesce(item.providedModelName, item.provided_model_name, item.model, '') as written_llm_model,
        -- a key may hold a path, so the buckets are read as a map
        try(from_json(usage_text, '"MAP(VARCHAR, JSON)"')) as buckets,
        coalesce(nullif(item.costDetails, '{}'), nullif(item.cost_details, '{}')) is not null as has_cost,
    from observations
    where item.type in ('GENERATION', 'EMBEDDING')
),

-- From every call with usage up through its parents: whatever stands above it repeats it.
ancestors as (
    select
        file_id,
        trace_id,
        parent_id as id,
        1 as generation,
    from calls
    where has_usage and parent_id is not null
    union all
    select distinct
        ancestors.file_id,
        ancestors.trace_id,
        parents.parent_id as id,
        ancestors.generation + 1 as generation,
    from ancestors
    inner join observations as parents
        on ancestors.file_id = parents.file_id
        and ancestors.trace_id = parents.trace_id
        and ancestors.id = parents.id
    where ancestors.generation < 100
),

counters as (
    select
        calls.*,
        {
            'input': calls.buckets['input'],
            'tool_input': null::json,
            'cache_read': coalesce(
                calls.buckets['input_cached_tokens'], calls.buckets['cache_read_input_tokens'],
                calls.buckets['input_cache_read'], calls.buckets['prompt_details.cache_read'],
                calls.buckets['prompt_details.cached']
            ),
            'cache_write': coalesce(
                calls.buckets['input_cache_creation'], calls.buckets['cache_creation_input_tokens'],
                calls.buckets['prompt_details.cache_creation']
            ),
            'cache_write_5m': calls.buckets['input_cache_creation_5m'],
            'cache_write_1h': calls.buckets['input_cache_creation_1h'],
            'input_audio': calls.buckets['input_audio_tokens'],
            'output': calls.buckets['output'],
            'reasoning': coalesce(
                calls.buckets['output_reasoning_tokens'], calls.buckets['completion_details.reasoning']
            ),
            'output_audio': calls.buckets['output_audio_tokens'],
            'image': null::json,
            'web_searches': null::json,
            'total': calls.buckets['total'],
        } as counters,
        timestamp_of(coalesce(item.startTime, item.start_time)) as started_at,
        regexp_extract(written_llm_model, '[^/]*$') as llm_model,
        if(has_cost, coalesce(item.totalCost, item.total_cost), null) as cost_usd,
    from calls
    anti join ancestors
        on calls.file_id = ancestors.file_id
        and calls.id = ancestors.id
),

read_counters as (
    select
        *,
        counts_of(counters) as counts,
    from counters
),

conventions as (
    select
        *,
        bad_counter_of(counters, counts) as bad_counter,
        has_parts_within_input(counts) as is_input_inclusive,
        has_reasoning_within_output(counts) as is_output_inclusive,
    from read_counters
),

measured as (
    select
        *,
        disjoint_meters(
            counts,
            if(is_input_inclusive, parts_of_input(counts), 0),
            if(is_output_inclusive, 0, coalesce(counts.reasoning, 0))
        ) as meters,
    from conventions
),

checked as (
    select
        *,
        if(
            bad_counter is null and is_bad_estimate(cost_usd), 'bad_cost',
            usage_reject_reason(bad_counter, meters, coalesce(nullif(llm_model, ''), 'unknown'), started_at)
        ) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        concat_ws(':', trace_id, id) as dedupe_key,
        dedupe_key as request_id,
        'sdk' as observer,
        trace_id,
        id as span_id,
        parent_id as parent_span_id,
        coalesce(item.sessionId, item.session_id, trace.sessionId) as session_id,
        coalesce(item.userId, item.user_id, trace.userId) as user_id,
        coalesce(item.projectId, item.project_id) as project_id,
        provider_of_model(llm_model) as provider,
        if(item.type = 'EMBEDDING', 'embeddings', 'chat') as operation,
        nullif(llm_model, '') as response_llm_model,
        try(json_text_of(coalesce(item.modelParameters, item.model_parameters)) ->> '$.service_tier') as service_tier,
        if(item.level = 'ERROR', 'error', null) as error_type,
        case
            when not has_usage then 'langfuse-usage-unknown-v1'
            when is_input_inclusive or is_output_inclusive then 'langfuse-overlapping-buckets-v1'
            else 'langfuse-disjoint-v1'
        end as meter_convention,
        if(item.environment is null, null, map {'environment': item.environment}) as tags,
        meters.*,
        picousd_of_estimate(cost_usd) as reported_cost_picousd,
        started_at,
        timestamp_of(coalesce(item.completionStartTime, item.completion_start_time)) as first_token_at,
        timestamp_of(coalesce(item.endTime, item.end_time)) as ended_at,
        reject_reason,
        if(
            reject_reason = 'bad_cost',
            bad_estimate_detail('totalCost', cost_usd),
            usage_reject_detail(
                reject_reason, bad_counter, meters, 'startTime', coalesce(item.startTime, item.start_time))
        ) as reject_detail,
    from checked
)

select * from requests
