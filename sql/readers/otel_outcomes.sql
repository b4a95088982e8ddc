-- grain: one row per span that says whether a task was resolved
-- key: file_id, line_no, outcome_key
-- units: human_minutes in minutes, human_cost and cost in currency, attempts as a count
-- source: OpenTelemetry spans, OTLP/JSON lines of the file exporter, with attributes task.*
-- why: a service that is traced already says on a span how its task ended: task.resolved, and what else it knows of the
--      fields of kind outcomes. task.id is what its model calls name too; without it the trace is the task, which its
--      conversation ties to calls. The end of the span is when the outcome was known.
-- dataset: outcomes
-- version: 1
-- files: **/*.jsonl, **/*.ndjson
-- format: ndjson
-- lines: "task.resolved"
-- append: tail
-- rewrite: replace
-- record:
--    resourceSpans: STRUCT(
--        resource STRUCT(attributes STRUCT("key" VARCHAR, "value" STRUCT(stringValue VARCHAR))[]),
--        scopeSpans STRUCT(spans STRUCT(
--        traceId VARCHAR, endTimeUnixNano VARCHAR, attributes STRUCT("key" VARCHAR, "value" STRUCT(
--        stringValue VARCHAR, intValue VARCHAR, doubleValue VARCHAR, boolValue VARCHAR))[])[])[])[]
with resources as (
    select
        source,
        file_id,
        line_no,
        unnest(resourceSpans) as resource_spans,
    from source_records
),

scopes as (
    select
        source,
        file_id,
        line_no,
        customer_attribute_of(
            list_transform(resource_spans.resource.attributes, attribute -> attribute.key),
            list_transform(resource_spans.resource.attributes, attribute -> attribute.value.stringValue)
        ) as resource_customer_ref,
        unnest(resource_spans.scopeSpans) as scope_spans,
    from resources
),

spans as (
    select
        source,
        file_id,
        line_no,
        resource_customer_ref,
        unnest(scope_spans.spans) as span,
    from scopes
),

span_attributes as (
    select
        source,
        file_id,
        line_no,
        resource_customer_ref,
        trace_id_of(span.traceId) as trace_id,
        timestamp_of_nanoseconds(span.endTimeUnixNano)::varchar as ended_text,
        list_transform(span.attributes, attribute -> attribute.key) as keys,
        list_transform(
            span.attributes,
            attribute -> coalesce(
                attribute.value.stringValue, attribute.value.boolValue, attribute.value.intValue,
                attribute.value.doubleValue)
        ) as vals,
    from spans
),

judged as (
    select
        source,
        file_id,
        line_no,
        outcome_of(
            coalesce(nullif(attribute_of(keys, vals, 'task.id'), ''), trace_id),
            attribute_of(keys, vals, 'gen_ai.conversation.id'),
            attribute_of(keys, vals, 'gen_ai.response.id'),
            coalesce(customer_attribute_of(keys, vals), resource_customer_ref),
            attribute_of(keys, vals, 'feature'),
            attribute_of(keys, vals, 'task.difficulty'),
            attribute_of(keys, vals, 'gen_ai.request.model'),
            attribute_of(keys, vals, 'task.route'),
            attribute_of(keys, vals, 'task.resolved'),
            attribute_of(keys, vals, 'task.attempts'),
            attribute_of(keys, vals, 'task.human_minutes'),
            attribute_of(keys, vals, 'task.human_cost'),
            attribute_of(keys, vals, 'task.cost'),
            attribute_of(keys, vals, 'task.currency'),
            ended_text
        ) as outcome,
    from span_attributes
    where list_contains(keys, 'task.resolved')
),

outcomes as (
    select
        source,
        file_id,
        line_no,
        unnest(outcome),
    from judged
)

select * from outcomes
