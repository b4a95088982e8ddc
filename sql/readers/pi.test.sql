-- test: the input leaves the cache out, and the session stands in the first line
-- given source_records
from (values
    (1, '{"type": "session", "id": "S1", "cwd": "/Users/ada/work", "timestamp": "2026-01-01T10:00:00Z"}'),
    (2, '{"type": "message", "id": "e1", "timestamp": "2026-01-01T10:00:01Z", "message": {"role": "user"}}'),
    (3, '{"type": "message", "id": "e2", "timestamp": "2026-01-01T10:00:02Z", "message": {"role": "assistant",
        "model": "claude-opus-4-5", "provider": "anthropic", "stopReason": "stop", "usage": {"input": 100,
        "output": 50, "cacheRead": 7, "cacheWrite": 3, "totalTokens": 160, "cost": {"total": 0.01}}}}'),
    (4, '{}'),
    (5, '{"type": "message", "id": "e3", "timestamp": "2026-01-01T10:00:03Z", "message": {"role": "assistant",
        "model": "claude-opus-4-5", "provider": "anthropic", "usage": {"input": NaN}}}'),
    (6, '{"type": "message", "id": "e4", "timestamp": "2026-01-01T10:00:03Z", "message": {"role": "assistant",
        "provider": "anthropic", "usage": {"input": 1}}}')
) as given (line_no, json)
-- expect
from (values
    (3, 'S1', 'ada', 'anthropic', 100, 7, 3, 50, 10000000000, null),
    (5, 'S1', 'ada', 'anthropic', null, null, null, null, null, 'not_a_counter'),
    (6, 'S1', 'ada', 'anthropic', 1, null, null, null, null, 'no_model')
) as expected (
    line_no, session_id, user_id, provider, uncached_input_tokens, cache_read_tokens, cache_write_unknown_ttl_tokens,
    visible_output_tokens, reported_cost_picousd, reject_reason
)

-- test: what a branch copies into its own file is the same call, and the next entry is another one
-- given source_records
select
    file_id,
    line_no,
    if(
        line_no = 1,
        '{"type": "session", "id": "' || file_id || '", "cwd": "/w"}',
        '{"type": "message", "id": "' || entry || '", "timestamp": "2026-01-01T10:00:02Z", "message": {"role":
        "assistant", "model": "m", "provider": "anthropic", "usage": {"input": 1, "output": 2}}}'
    ) as json,
from (values ('A', 1, ''), ('A', 2, 'e1'), ('B', 1, ''), ('B', 2, 'e1'), ('B', 3, 'e2'))
    as written (file_id, line_no, entry)
-- expect
from (values
    ('A', 2, 'A', 'pi:e1:2026-01-01T10:00:02Z:da5747c3634e6932616bf5bceec5b62a'),
    ('B', 2, 'B', 'pi:e1:2026-01-01T10:00:02Z:da5747c3634e6932616bf5bceec5b62a'),
    ('B', 3, 'B', 'pi:e2:2026-01-01T10:00:02Z:da5747c3634e6932616bf5bceec5b62a')
) as expected (file_id, line_no, session_id, dedupe_key)
