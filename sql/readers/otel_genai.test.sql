-- test: input includes the cache and output the reasoning, so the parts are taken out of the totals
-- given source_records
select
    line_no,
    '{"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "api"}}]},
    "scopeSpans": [{"spans": [{"traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "eee19b7ec3c1b174",
    "parentSpanId": "", "startTimeUnixNano": "1788429634000000999", "endTimeUnixNano": "1788429636500000000",
    "attributes": [
    {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
    {"key": "gen_ai.provider.name", "value": {"stringValue": "anthropic"}},
    {"key": "gen_ai.request.model", "value": {"stringValue": "claude-x"}},
    {"key": "gen_ai.response.id", "value": {"stringValue": "msg_01"}},
    {"key": "gen_ai.response.finish_reasons", "value": {"arrayValue": {"values": [{"stringValue": "stop"}]}}},
    {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "130213"}},
    {"key": "gen_ai.usage.cache_read.input_tokens", "value": {"intValue": 128955}},
    {"key": "gen_ai.usage.cache_creation.input_tokens", "value": {"stringValue": "1253"}},
    {"key": "gen_ai.usage.output_tokens", "value": {"doubleValue": 1944}},
    {"key": "gen_ai.usage.reasoning.output_tokens", "value": {"intValue": "1360"}},
    {"key": "feature", "value": {"stringValue": "search"}},
    {"key": "task.id", "value": {"stringValue": "task-1"}},
    {"key": "tenant.id", "value": {"stringValue": "acme"}}]}]}]}]}' as json,
from (values (1)) as written (line_no)
-- expect
from (values (
    'msg_01', '5b8efff798038103d269b633813fc60c', 'eee19b7ec3c1b174', null::varchar, 'acme', 'api', 'search', 'task-1',
    'anthropic', 'chat', 'claude-x', 'stop', 'otel-inclusive-v1', 5, 128955, 1253, 584, 1360, 130213, 1944, true,
    timestamptz '2026-09-03 10:00:34+00', timestamptz '2026-09-03 10:00:36.5+00', null::varchar
)) as expected (
    dedupe_key, trace_id, span_id, parent_span_id, customer_ref, project_id, feature, operation_id,
    provider, operation, request_llm_model, finish_reason, meter_convention, uncached_input_tokens, cache_read_tokens,
    cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, reported_input_tokens,
    reported_output_tokens, is_output_split, started_at, ended_at, reject_reason
)

-- test: a span whose descendants bear usage is a sum of theirs, across lines and through spans without usage
-- given source_records
select
    line_no,
    '{"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "t1", "spanId": "' || span_id || '", "parentSpanId": "'
    || parent_id || '", "startTimeUnixNano": "1788429634000000000", "attributes": ['
    || if(
        input_count is null,
        '',
        '{"key": "gen_ai.usage.input_tokens", "value": {"intValue": "' || input_count || '"}},'
    )
    || if(
        llm_model is null,
        '{"key": "http.method", "value": {"stringValue": "POST"}}',
        '{"key": "gen_ai.request.model", "value": {"stringValue": "' || llm_model || '"}}'
    )
    || ']}]}]}]}' as json,
from (values
    (1, 'leaf1', 'step', 'gpt-5.4', 77),
    (2, 'leaf2', 'agent', 'gpt-5.4', 216),
    (3, 'step', 'agent', null, null),
    (4, 'agent', '', 'gpt-5.4', 293),
    (5, 'http', 'leaf1', null, null),
    (6, 'leaf1', 'step', 'gpt-5.4', 77),
    (7, 'alone', 'alone', 'gpt-5.4', 3),
    (8, 'plan', '', 'gpt-5.4', null),
    (9, 'silent', 'plan', 'gpt-5.4', null)
) as written (line_no, span_id, parent_id, llm_model, input_count)
-- expect
from (values
    (1, 't1:leaf1', 77, 'otel-inclusive-v1'),
    (2, 't1:leaf2', 216, 'otel-inclusive-v1'),
    (6, 't1:leaf1', 77, 'otel-inclusive-v1'),
    (7, 't1:alone', 3, 'otel-inclusive-v1'),
    (9, 't1:silent', null, 'otel-usage-unknown-v1')
) as expected (line_no, dedupe_key, uncached_input_tokens, meter_convention)

-- test: older names are understood, zero stays zero, and customer and provider fall back
-- given source_records
from (values
    (1, '{"resourceSpans": [{"resource": {"attributes": [{"key": "customer.id", "value": {"stringValue": "beta"}}]},
        "scopeSpans": [{"spans": [{"traceId": "W47/95gDgQPSabYzgT/GDA==", "spanId": "7uGbfsPBsXQ=",
        "startTimeUnixNano": 1788429634000000000, "attributes": [
        {"key": "gen_ai.system", "value": {"stringValue": "az.ai.openai"}},
        {"key": "gen_ai.response.model", "value": {"stringValue": "gpt-4o"}},
        {"key": "gen_ai.usage.prompt_tokens", "value": {"intValue": "0"}},
        {"key": "gen_ai.usage.completion_tokens", "value": {"intValue": "9"}},
        {"key": "gen_ai.openai.response.service_tier", "value": {"stringValue": "flex"}}]}]}]}]}')
) as given (line_no, json)
-- expect
from (values (
    '5b8efff798038103d269b633813fc60c:eee19b7ec3c1b174', 'beta', 'azure', 'gpt-4o', 'flex', 0, null::bigint, 9
)) as expected (
    dedupe_key, customer_ref, provider, response_llm_model, service_tier, uncached_input_tokens, cache_read_tokens,
    visible_output_tokens
)

-- test: an Anthropic counter without its cache is told by its parts, any other shortfall and bad counter is rejected
-- given source_records
select
    line_no,
    '{"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "t1", "spanId": "s' || line_no
    || '", "startTimeUnixNano": "' || started || '", "attributes": [
    {"key": "gen_ai.provider.name", "value": {"stringValue": "' || provider || '"}},
    {"key": "' || model_key || '", "value": {"stringValue": "some-model"}},
    {"key": "gen_ai.usage.input_tokens", "value": ' || input_value || '},
    {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "5"}},
    {"key": "gen_ai.usage.cache_read.input_tokens", "value": {"intValue": "30"}},
    {"key": "gen_ai.usage.reasoning.output_tokens", "value": {"intValue": "' || reasoning || '"}}]}]}]}]}' as json,
from (values
    (1, 'anthropic', 'gen_ai.request.model', '{"intValue": "20"}', '0', '1788429634000000000'),
    (2, 'openai', 'gen_ai.request.model', '{"intValue": "20"}', '0', '1788429634000000000'),
    (3, 'openai', 'gen_ai.request.model', '{"intValue": "40"}', '6', '1788429634000000000'),
    (4, 'openai', 'gen_ai.request.model', '{"intValue": "-1"}', '0', '1788429634000000000'),
    (5, 'openai', 'gen_ai.request.model', '{"doubleValue": 40.5}', '0', '1788429634000000000'),
    (6, 'openai', 'gen_ai.request.model', '{"boolValue": true}', '0', '1788429634000000000'),
    (7, 'openai', 'gen_ai.request.model', '{"doubleValue": "NaN"}', '0', '1788429634000000000'),
    (8, 'openai', 'other', '{"intValue": "40"}', '0', '1788429634000000000'),
    (9, 'openai', 'gen_ai.request.model', '{"intValue": "40"}', '0', '0'),
    (10, 'openai', 'gen_ai.request.model', '{"intValue": "40"}', '0', 'soon'),
    (11, 'openai', 'gen_ai.request.model', '{"intValue": "40"}', '0', '1788429634000000000')
) as written (line_no, provider, model_key, input_value, reasoning, started)
-- expect
from (values
    (1, 'otel-exclusive-detected-v1', 20, null),
    (2, 'otel-inclusive-v1', -10, 'inconsistent_counters'),
    (3, 'otel-inclusive-v1', 10, 'inconsistent_counters'),
    (4, 'otel-inclusive-v1', null, 'negative_counter'),
    (5, 'otel-inclusive-v1', null, 'fractional_counter'),
    (6, 'otel-inclusive-v1', null, 'not_a_counter'),
    (7, 'otel-inclusive-v1', null, 'not_a_counter'),
    (8, 'otel-inclusive-v1', 10, 'no_model'),
    (9, 'otel-inclusive-v1', 10, 'timestamp_out_of_range'),
    (10, 'otel-inclusive-v1', 10, 'bad_timestamp'),
    (11, 'otel-inclusive-v1', 10, null)
) as expected (line_no, meter_convention, uncached_input_tokens, reject_reason)

-- test: T3 one sure call tells how its library counts in that version; another version and no library are not concerned
-- given source_records
select
    line_no,
    'f1' as file_id,
    '{"resourceSpans": [{"scopeSpans": [{"scope": {' || library || '}, "spans": [{"traceId": "t' || line_no
    || '", "spanId": "s", "startTimeUnixNano": "1788429634000000000", "attributes": [
    {"key": "gen_ai.provider.name", "value": {"stringValue": "' || provider || '"}},
    {"key": "gen_ai.request.model", "value": {"stringValue": "m"}},
    {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "' || input || '"}},
    {"key": "gen_ai.usage.cache_read.input_tokens", "value": {"intValue": "4000"}}]}]}]}]}' as json,
from (values
    (1, 'anthropic', '"name": "ai", "version": "1"', 1000),
    (2, 'anthropic', '"name": "ai", "version": "1"', 10000),
    (3, 'anthropic', '"name": "ai", "version": "2"', 10000),
    (4, 'openai', '"name": "ai", "version": "1"', 10000),
    (5, 'anthropic', '', 1000),
    (6, 'anthropic', '', 10000)
) as written (line_no, provider, library, input)
-- expect
from (values
    (1, 1000, 'otel-exclusive-detected-v1'),
    (2, 10000, 'otel-exclusive-by-library-v1'),
    (3, 6000, 'otel-inclusive-v1'),
    (4, 6000, 'otel-inclusive-v1'),
    (5, 1000, 'otel-exclusive-detected-v1'),
    (6, 6000, 'otel-inclusive-v1')
) as expected (line_no, uncached_input_tokens, meter_convention)
