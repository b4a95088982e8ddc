-- test: a span with task.resolved is an outcome, other spans are none, and values are judged like those of outcomes
-- given source_records
select
    line_no,
    '{"resourceSpans": [{"resource": {"attributes": [{"key": "tenant.id", "value": {"stringValue": "acme"}}]},
    "scopeSpans": [{"spans": [{"traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "eee19b7ec3c1b174",
    "endTimeUnixNano": "1788429634500000999", "attributes": [
    {"key": "gen_ai.conversation.id", "value": {"stringValue": "s1"}},
    {"key": "feature", "value": {"stringValue": "support"}},' || attributes || ']}]}]}]}' as json,
from (values
    (1, '{"key": "task.id", "value": {"stringValue": "t1"}}, {"key": "task.resolved", "value": {"boolValue": true}},
        {"key": "task.human_minutes", "value": {"doubleValue": 1.5}}'),
    (2, '{"key": "task.resolved", "value": {"stringValue": "False"}},
        {"key": "task.attempts", "value": {"intValue": "3"}}'),
    (3, '{"key": "task.resolved", "value": {"stringValue": "perhaps"}}'),
    (4, '{"key": "task.id", "value": {"stringValue": "t4"}}')) as given (line_no, attributes)
-- expect
from (values
    (1, 'task|t1', 't1', 1, null, 1.5::decimal(38, 12), null),
    (2, 'task|5b8efff798038103d269b633813fc60c', '5b8efff798038103d269b633813fc60c', 0, 3, null, null),
    (3, 'task|5b8efff798038103d269b633813fc60c', '5b8efff798038103d269b633813fc60c', null, null, null, 'bad_flag'))
as expected (line_no, outcome_key, operation_id, resolved_tasks, attempts, human_minutes, reject_reason)
select
    *,
    's1' as session_id,
    'acme' as customer_ref,
    'support' as feature,
    timestamptz '2026-09-03 10:00:34.5+00' as evaluated_at,

-- test: an evaluation of a span's answer that judges the task counts by label or score, others do not
-- given source_records
select
    line_no,
    '{"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "t' || line_no || '",
    "endTimeUnixNano": "1788429636500000000",
    "attributes": [{"key": "gen_ai.conversation.id", "value": {"stringValue": "chat-' || line_no || '"}}],
    "events": [{"timeUnixNano": "1788429637000000000", "attributes": [
    {"key": "gen_ai.evaluation.name", "value": {"stringValue": "' || name || '"}},
    {"key": "gen_ai.evaluation.score.' || key || '", "value": ' || value || '}]}]}]}]}]}' as json,
from (values
    (1, 'TaskCompletion', 'label', '{"stringValue": "pass"}'),
    (2, 'intent_resolution', 'label', '{"stringValue": "Failed"}'),
    (3, 'Task Success', 'value', '{"doubleValue": 1.0}'),
    (4, 'Relevance', 'label', '{"stringValue": "pass"}'),
    (5, 'IntentResolution', 'value', '{"intValue": "4"}')) as given (line_no, name, key, value)
-- expect
from (values
    (1, 't1', 'chat-1', true, timestamptz '2026-09-03 10:00:37+00', null),
    (2, 't2', 'chat-2', false, timestamptz '2026-09-03 10:00:37+00', null),
    (3, 't3', 'chat-3', true, timestamptz '2026-09-03 10:00:37+00', null),
    (5, 't5', 'chat-5', null, timestamptz '2026-09-03 10:00:37+00', 'bad_flag')) as expected (
    line_no, operation_id, session_id, is_resolved, evaluated_at, reject_reason
)

-- test: a log event judges a response; without a trace the response is the task
-- given source_records
select
    line_no,
    '{"resourceLogs": [{"scopeLogs": [{"logRecords": [{"traceId": "' || trace_id || '", "timeUnixNano": "0",
    "observedTimeUnixNano": "1788429637000000000", "attributes": [
    {"key": "gen_ai.evaluation.name", "value": {"stringValue": "resolved"}},
    {"key": "gen_ai.response.id", "value": {"stringValue": "msg_01"}},
    {"key": "gen_ai.evaluation.score.label", "value": {"stringValue": "fail"}}]}]}]}]}' as json,
from (values (1, ''), (2, 'AB01')) as given (line_no, trace_id)
-- expect
from (values (1, 'msg_01', 'msg_01', false), (2, 'ab01', 'msg_01', false)) as expected (
    line_no, operation_id, request_id, is_resolved
)
