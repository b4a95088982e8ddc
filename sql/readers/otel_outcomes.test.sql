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
