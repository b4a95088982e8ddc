-- test: leading blocks that an earlier line has are seen, blocks behind a new one are not
-- given source_records
from (values
    ('a', 1, '{"timestamp": 0, "input_length": 1400, "output_length": 500, "hash_ids": [0, 1, 2]}'),
    ('a', 2, '{"timestamp": 1500, "input_length": 1500, "output_length": 20, "hash_ids": [0, 1, 3]}'),
    ('a', 3, '{"timestamp": 3000, "input_length": 2000, "output_length": 1, "hash_ids": [0, 4, 2, 3]}'),
    ('a', 4, '{"timestamp": 3000, "input_length": 1400, "output_length": 1, "hash_ids": [0, 1, 2]}'),
    ('a', 5, '{}'),
    ('a', 6, '{"timestamp": 3001, "input_length": 1.5, "output_length": 1, "hash_ids": [0]}'),
    ('a', 7, '{"timestamp": "soon", "input_length": 1, "output_length": 1, "hash_ids": []}'),
    ('b', 1, '{"timestamp": 0, "input_length": 1400, "output_length": 500, "hash_ids": [0, 1, 2]}')
) as given (file_id, line_no, json)
-- expect
from (values
    ('a', 1, 1400, 3, 0, timestamptz '2026-03-01 00:00:00+00', null),
    ('a', 2, 1500, 3, 2, timestamptz '2026-03-01 00:00:01.5+00', null),
    ('a', 3, 2000, 4, 1, timestamptz '2026-03-01 00:00:03+00', null),
    ('a', 4, 1400, 3, 3, timestamptz '2026-03-01 00:00:03+00', null),
    ('a', 6, null, 1, 1, timestamptz '2026-03-01 00:00:03.001+00', 'fractional_counter'),
    ('a', 7, 1, 0, 0, null, 'bad_timestamp'),
    ('b', 1, 1400, 3, 0, timestamptz '2026-03-01 00:00:00+00', null)
) as expected (
    file_id, line_no, uncached_input_tokens, prompt_blocks, prompt_blocks_seen, started_at, reject_reason)
