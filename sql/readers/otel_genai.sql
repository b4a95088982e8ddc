-- grain: one row per span that stands for a call of a model, parents that repeat their children left out
-- key: file_id, line_no, trace_id, span_id
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: OpenTelemetry GenAI spans, OTLP/JSON lines of the file exporter
-- why: by convention input includes cached tokens and output includes reasoning, some Anthropic libraries leave the
--      cache out of input, which goes by library and version, and agent spans repeat the sum of their children; a span
--      whose descendants bear usage is such a sum. A model call without usage attributes is kept with unknown meters,
--      not with zero. The file is long because each of thirty attributes has a line.
-- dataset: requests
-- version: 3
-- files: **/*.jsonl, **/*.ndjson
-- format: ndjson
-- append: whole
-- rewrite: keep
-- requires: resourceSpans or resourceLogs or resourceMetrics
-- record:
--    resourceSpans: STRUCT(
--        resource STRUCT(attributes STRUCT("key" VARCHAR, "value" STRUCT(stringValue VARCHAR))[]),
--        scopeSpans STRUCT("scope" STRUCT("name" VARCHAR, version VARCHAR), spans STRUCT(
--        traceId VARCHAR, spanId VARCHAR, parentSpanId VARCHAR, startTimeUnixNano VARCHAR, endTimeUnixNano VARCHAR,
--        status STRUCT(code VARCHAR), attributes STRUCT("key" VARCHAR, "value" STRUCT(
--        stringValue VARCHAR, intValue VARCHAR, doubleValue VARCHAR, boolValue VARCHAR,
--        arrayValue STRUCT("values" STRUCT(stringValue VARCHAR)[])))[])[])[])[]
--    resourceLogs: JSON
--    resourceMetrics: JSON
with recursive resources as (
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
        list_transform(resource_spans.resource.attributes, attribute -> attribute.key) as keys,
        list_transform(resource_spans.resource.attributes, attribute -> attribute.value.stringValue) as vals,
        customer_attribute_of(keys, vals) as resource_customer_ref,
        attribute_of(keys, vals, 'service.name') as project_id,
        unnest(resource_spans.scopeSpans) as scope_spans,
    from resources
),

written_spans as (
    select
        source,
        file_id,
        line_no,
        resource_customer_ref,
        project_id,
        scope_spans."scope"."name" as library_name,
        scope_spans."scope".version as library_version,
        unnest(scope_spans.spans) as span,
    from scopes
),

-- Keys and values as two lists: finding a value by its position is quicker than a map or a filter per attribute.
span_attributes as (
    select
        source,
        file_id,
        line_no,
        resource_customer_ref,
        project_id,
        library_name,
        library_version,
        trace_id_of(span.traceId) as trace_id,
        trace_id_of(span.spanId) as span_id,
        trace_id_of(span.parentSpanId) as parent_span_id,
        span.startTimeUnixNano as start_nanoseconds,
        span.endTimeUnixNano as end_nanoseconds,
        span.status.code in ('2', 'STATUS_CODE_ERROR') as is_error,
        list_transform(span.attributes, attribute -> attribute.key) as keys,
        list_transform(
            span.attributes,
            attribute -> coalesce(
                attribute.value.intValue, attribute.value.stringValue, attribute.value.doubleValue,
                attribute.value.boolValue)
        ) as vals,
        span.attributes[list_position(keys, 'gen_ai.response.finish_reasons')].value.arrayValue.values[1].stringValue
            as first_finish_reason,
    from written_spans
),

spans as materialized (
    select
        * exclude (keys, vals, resource_customer_ref, first_finish_reason),
        nullif(attribute_of(keys, vals, 'gen_ai.response.id'), '') as response_id,
        attribute_of(keys, vals, 'gen_ai.conversation.id') as session_id,
        nullif(attribute_of(keys, vals, 'task.id'), '') as operation_id,
        coalesce(customer_attribute_of(keys, vals), resource_customer_ref) as customer_ref,
        either_attribute_of(keys, vals, 'user.id', 'enduser.id') as user_id,
        attribute_of(keys, vals, 'feature') as feature,
        attribute_of(keys, vals, 'gen_ai.agent.name') as agent,
        either_attribute_of(keys, vals, 'gen_ai.provider.name', 'gen_ai.system') as written_provider,
        attribute_of(keys, vals, 'gen_ai.operation.name') as operation,
        nullif(attribute_of(keys, vals, 'gen_ai.request.model'), '') as request_llm_model,
        nullif(attribute_of(keys, vals, 'gen_ai.response.model'), '') as response_llm_model,
        either_attribute_of(
            keys, vals, 'openai.request.service_tier', 'gen_ai.openai.request.service_tier'
        ) as requested_service_tier,
        either_attribute_of(
            keys, vals, 'openai.response.service_tier', 'gen_ai.openai.response.service_tier'
        ) as service_tier,
        coalesce(attribute_of(keys, vals, 'error.type'), if(is_error, 'error', null)) as error_type,
        coalesce(first_finish_reason, attribute_of(keys, vals, 'gen_ai.response.finish_reasons')) as finish_reason,
        attribute_of(keys, vals, 'http.response.status_code') as status_code,
        attribute_of(keys, vals, 'gen_ai.request.max_tokens') as max_output_count,
        either_attribute_of(keys, vals, 'gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens') as input_count,
        either_attribute_of(keys, vals, 'gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens') as output_count,
        attribute_of(keys, vals, 'gen_ai.usage.cache_read.input_tokens') as cache_read_count,
        either_attribute_of(
            keys, vals, 'gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_write.input_tokens'
        ) as cache_write_count,
        attribute_of(keys, vals, 'gen_ai.usage.reasoning.output_tokens') as reasoning_count,
        attribute_of(keys, vals, 'gen_ai.usage.audio.input_tokens') as input_audio_count,
        attribute_of(keys, vals, 'gen_ai.usage.audio.output_tokens') as output_audio_count,
        attribute_of(keys, vals, 'gen_ai.usage.cost') as reported_cost_usd,
        attribute_of(keys, vals, 'gen_ai.request.stream') as streaming,
        attribute_of(keys, vals, 'gen_ai.response.time_to_first_chunk') as seconds_to_first_chunk,
        input_count is not null or output_count is not null as has_usage,
        has_usage or request_llm_model is not null or response_llm_model is not null as is_call,
    from span_attributes
),

-- From every call down its tree to the nearest spans that bear the usage (or, without usage, the calls) it repeats.
descents as (
    select
        calls.trace_id,
        calls.span_id as call_span_id,
        calls.has_usage as call_has_usage,
        children.span_id,
        1 as generation,
        children.has_usage or (children.is_call and not calls.has_usage) as is_repeated,
    from spans as calls
    inner join spans as children
        on calls.trace_id = children.trace_id
        and calls.span_id = children.parent_span_id
        and calls.span_id <> children.span_id
    where calls.is_call
    union all
    -- distinct, because a span may be delivered twice; a bound, because malformed spans may be their own ancestors
    select distinct
        descents.trace_id,
        descents.call_span_id,
        descents.call_has_usage,
        children.span_id,
        descents.generation + 1 as generation,
        children.has_usage or (children.is_call and not descents.call_has_usage) as is_repeated,
    from descents
    inner join spans as children
        on descents.trace_id = children.trace_id
        and descents.span_id = children.parent_span_id
        and descents.call_span_id <> children.span_id
    where not descents.is_repeated and descents.generation < 100
),

aggregates as (
    select distinct
        trace_id,
        call_span_id,
    from descents
    where is_repeated
),

calls as (
    select spans.*
    from spans
    anti join aggregates
        on spans.trace_id = aggregates.trace_id
        and spans.span_id = aggregates.call_span_id
    where spans.is_call
),

counters as (
    select
        * replace (
            whole_number_text(input_count) as input_count,
            whole_number_text(output_count) as output_count,
            whole_number_text(cache_read_count) as cache_read_count,
            whole_number_text(cache_write_count) as cache_write_count,
            whole_number_text(reasoning_count) as reasoning_count,
            whole_number_text(input_audio_count) as input_audio_count,
            whole_number_text(output_audio_count) as output_audio_count
        ),
        provider_of(written_provider) as provider,
        timestamp_of_nanoseconds(start_nanoseconds) as started_at,
        timestamp_of_nanoseconds(end_nanoseconds) as ended_at,
    from calls
),

parsed as (
    select
        *,
        count_of(input_count) as input_tokens,
        count_of(output_count) as output_tokens,
        count_of(cache_read_count) as cache_read_tokens,
        count_of(cache_write_count) as cache_write_tokens,
        count_of(reasoning_count) as reasoning_tokens,
        count_of(input_audio_count) as input_audio_tokens,
        count_of(output_audio_count) as output_audio_tokens,
        coalesce(cache_read_tokens, 0) + coalesce(cache_write_tokens, 0) + coalesce(input_audio_tokens, 0)
            as input_part_tokens,
        -- Anthropic's own counter leaves the cache out; some of its instrumentations copy it against the convention.
        provider = 'anthropic' or contains(coalesce(response_llm_model, request_llm_model, ''), 'claude') as is_claude,
        is_claude and input_part_tokens > input_tokens as is_surely_exclusive,
        output_tokens - coalesce(reasoning_tokens, 0) - coalesce(output_audio_tokens, 0) as visible_tokens,
        if(
            is_unread(input_count, input_tokens) or is_unread(output_count, output_tokens)
            or is_unread(cache_read_count, cache_read_tokens) or is_unread(cache_write_count, cache_write_tokens)
            or is_unread(reasoning_count, reasoning_tokens) or is_unread(input_audio_count, input_audio_tokens)
            or is_unread(output_audio_count, output_audio_tokens),
            first_bad_count(
                [
                    'input_tokens', 'output_tokens', 'cache_read.input_tokens', 'cache_creation.input_tokens',
                    'reasoning.output_tokens', 'audio.input_tokens', 'audio.output_tokens',
                ],
                [
                    input_count, output_count, cache_read_count, cache_write_count,
                    reasoning_count, input_audio_count, output_audio_count,
                ]
            ),
            null
        ) as bad_counter,
    from counters
),

-- One call that cannot be read otherwise tells it of all calls of that library in that version.
exclusive_libraries as (
    select distinct
        file_id,
        library_name,
        library_version,
    from parsed
    where is_surely_exclusive and library_name is not null
),

measured as (
    select
        parsed.*,
        is_surely_exclusive or (is_claude and exclusive_libraries.library_name is not null) as is_exclusive,
        if(is_exclusive, input_tokens, input_tokens - input_part_tokens) as fresh_input_tokens,
    from parsed
    left join exclusive_libraries
        on parsed.file_id is not distinct from exclusive_libraries.file_id
        and parsed.library_name = exclusive_libraries.library_name
        and parsed.library_version is not distinct from exclusive_libraries.library_version
),

checked as (
    select
        *,
        case
            when bad_counter is not null then bad_count_reason(bad_counter.written)
            when is_bad_estimate(reported_cost_usd) then 'bad_cost'
            when fresh_input_tokens < 0 or visible_tokens < 0 then 'inconsistent_counters'
            when request_llm_model is null and response_llm_model is null then 'no_model'
            else bad_time_reason(started_at)
        end as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(
            response_id,
            trace_id || ':' || span_id,
            md5(concat_ws('|', trace_id, start_nanoseconds, request_llm_model, input_count, output_count))
        ) as dedupe_key,
        dedupe_key as request_id,
        'sdk' as observer,
        trace_id,
        span_id,
        parent_span_id,
        session_id,
        operation_id,
        customer_ref,
        user_id,
        project_id,
        feature,
        agent,
        provider,
        operation,
        request_llm_model,
        response_llm_model,
        requested_service_tier,
        service_tier,
        error_type,
        finish_reason,
        case
            when not has_usage then 'otel-usage-unknown-v1'
            when is_surely_exclusive then 'otel-exclusive-detected-v1'
            when is_exclusive then 'otel-exclusive-by-library-v1'
            else 'otel-inclusive-v1'
        end as meter_convention,
        try_cast(status_code as bigint) as status_code,
        count_of(max_output_count) as max_output_tokens,
        fresh_input_tokens as uncached_input_tokens,
        cache_read_tokens,
        cache_write_tokens as cache_write_unknown_ttl_tokens,
        visible_tokens as visible_output_tokens,
        reasoning_tokens,
        input_audio_tokens,
        output_audio_tokens,
        input_tokens as reported_input_tokens,
        output_tokens as reported_output_tokens,
        picousd_of_estimate(reported_cost_usd) as reported_cost_picousd,
        response_id is null as is_request_id_derived,
        streaming = 'true' as is_streaming,
        reasoning_tokens is not null as is_output_split,
        started_at,
        started_at + to_microseconds((try_cast(seconds_to_first_chunk as decimal(18, 6)) * 1000000)::bigint)
            as first_token_at,
        ended_at,
        reject_reason,
        case
            when bad_counter is not null then bad_count_detail(bad_counter)
            when reject_reason = 'bad_cost' then bad_estimate_detail('gen_ai.usage.cost', reported_cost_usd)
            when reject_reason = 'inconsistent_counters' then concat(
                'input ', input_tokens, ' leaves ', fresh_input_tokens, ' and output ', output_tokens, ' leaves ',
                visible_tokens, ' after their parts, expected 0 or more')
            when reject_reason = 'no_model' then 'span has usage but no gen_ai.request.model or gen_ai.response.model'
            when reject_reason is not null then bad_time_detail('startTimeUnixNano', start_nanoseconds)
        end as reject_detail,
    from checked
)

select * from requests
