-- grain: one row per task whose outcome a span, an event of a span or a log event states
-- key: file_id, line_no, outcome_key
-- units: human_minutes in minutes, human_cost and cost in currency, attempts as a count
-- source: OpenTelemetry OTLP/JSON lines: attributes task.* of a span or log event, and GenAI evaluation
--         events (gen_ai.evaluation.result) that judge whether a task was solved
-- why: a service that is traced already says on a span how its task ended: task.resolved, and what else it knows of the
--      fields of kind outcomes. task.id is what its model calls name too; without it the trace is the task, which its
--      conversation ties to calls. Evaluations of relevance, tone and the like say nothing about tasks and are left out
-- dataset: outcomes
-- version: 2
-- files: **/*.jsonl, **/*.ndjson
-- format: ndjson
-- append: tail
-- rewrite: replace
-- lines: "task.resolved", "gen_ai.evaluation.name"
-- requires: resourceSpans or resourceLogs
-- record:
--    resourceSpans: STRUCT(
--        resource STRUCT(attributes STRUCT("key" VARCHAR, "value" STRUCT(stringValue VARCHAR))[]),
--        scopeSpans STRUCT(spans STRUCT(traceId VARCHAR, endTimeUnixNano VARCHAR,
--        attributes STRUCT("key" VARCHAR, "value" STRUCT(
--        stringValue VARCHAR, intValue VARCHAR, doubleValue VARCHAR, boolValue VARCHAR))[],
--        events STRUCT(timeUnixNano VARCHAR, attributes STRUCT("key" VARCHAR, "value" STRUCT(
--        stringValue VARCHAR, intValue VARCHAR, doubleValue VARCHAR, boolValue VARCHAR))[])[])[])[])[]
--    resourceLogs: STRUCT(
--        resource STRUCT(attributes STRUCT("key" VARCHAR, "value" STRUCT(stringValue VARCHAR))[]),
--        scopeLogs STRUCT(logRecords STRUCT(traceId VARCHAR, timeUnixNano VARCHAR, observedTimeUnixNano VARCHAR,
--        attributes STRUCT("key" VARCHAR, "value" STRUCT(
--        stringValue VARCHAR, intValue VARCHAR, doubleValue VARCHAR, boolValue VARCHAR))[])[])[])[]
with resource_spans as (
    select source, file_id, line_no, unnest(resourceSpans) as resource_span from source_records
),

scope_spans as (
    select * exclude (resource_span), resource_span.resource.attributes as resource_attributes,
        unnest(resource_span.scopeSpans) as scope_span,
    from resource_spans
),

spans as (
    select * exclude (scope_span), unnest(scope_span.spans) as span from scope_spans
),

resource_logs as (
    select source, file_id, line_no, unnest(resourceLogs) as resource_log from source_records
),

scope_logs as (
    select * exclude (resource_log), resource_log.resource.attributes as resource_attributes,
        unnest(resource_log.scopeLogs) as scope_log,
    from resource_logs
),

log_records as (
    select * exclude (scope_log), unnest(scope_log.logRecords) as log_record from scope_logs
),

span_events as (
    select * exclude (span), span, unnest(span.events) as span_event from spans
),

-- An event has the attributes of its span behind its own, so that its own are found first.
statements as (
    select
        source, file_id, line_no, resource_attributes, span.traceId as trace_id, span.endTimeUnixNano as nanoseconds,
        span.attributes as attributes,
    from spans
    union all
    select
        source, file_id, line_no, resource_attributes, span.traceId, span_event.timeUnixNano,
        list_concat(span_event.attributes, span.attributes),
    from span_events
    union all
    select
        source, file_id, line_no, resource_attributes, log_record.traceId,
        coalesce(nullif(log_record.timeUnixNano, '0'), log_record.observedTimeUnixNano), log_record.attributes,
    from log_records
),

keyed as (
    select
        * exclude (attributes, resource_attributes),
        list_transform(attributes, attribute -> attribute.key) as keys,
        list_transform(
            attributes,
            attribute -> coalesce(
                attribute.value.stringValue, attribute.value.intValue, attribute.value.doubleValue,
                attribute.value.boolValue)
        ) as vals,
        list_transform(resource_attributes, attribute -> attribute.key) as resource_keys,
        list_transform(resource_attributes, attribute -> attribute.value.stringValue) as resource_vals,
    from statements
),

stated as (
    select
        *,
        coalesce(
            attribute_of(keys, vals, 'task.resolved'),
            resolution_of_evaluation(
                attribute_of(keys, vals, 'gen_ai.evaluation.name'),
                attribute_of(keys, vals, 'gen_ai.evaluation.score.label'),
                attribute_of(keys, vals, 'gen_ai.evaluation.score.value')
            )
        ) as is_resolved,
        nullif(attribute_of(keys, vals, 'gen_ai.conversation.id'), '') as session_id,
        nullif(attribute_of(keys, vals, 'gen_ai.response.id'), '') as response_id,
    from keyed
),

judged as (
    select
        source,
        file_id,
        line_no,
        outcome_of(
            coalesce(nullif(attribute_of(keys, vals, 'task.id'), ''), trace_id_of(trace_id), response_id),
            session_id,
            response_id,
            coalesce(customer_attribute_of(keys, vals), customer_attribute_of(resource_keys, resource_vals)),
            attribute_of(keys, vals, 'feature'),
            attribute_of(keys, vals, 'task.difficulty'),
            attribute_of(keys, vals, 'gen_ai.request.model'),
            attribute_of(keys, vals, 'task.route'),
            is_resolved,
            whole_number_text(attribute_of(keys, vals, 'task.attempts')),
            attribute_of(keys, vals, 'task.human_minutes'),
            attribute_of(keys, vals, 'task.human_cost'),
            attribute_of(keys, vals, 'task.cost'),
            attribute_of(keys, vals, 'task.currency'),
            strftime(timestamp_of_nanoseconds(nanoseconds) at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')
        ) as outcome,
    from stated
    where is_resolved is not null
),

outcomes as (
    select source, file_id, line_no, unnest(outcome) from judged
)

select * from outcomes
