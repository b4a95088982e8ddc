-- test: measured points are read, and points that cannot be are refused
-- given source_records
from (values
    (1, 'decode', '64', '4096', '2209.5', '2026-03-01T01:00:00Z'),
    (2, 'prefill', null, '4096', '52200', '2026-03-01T01:00:00Z'),
    (3, 'idle', '64', '4096', '1', '2026-03-01T01:00:00Z'),
    (4, 'decode', null, '4096', '1', '2026-03-01T01:00:00Z'),
    (5, 'decode', '64', '4096', '0', '2026-03-01T01:00:00Z'),
    (6, 'decode', '64', '4096', '1', '2026-02-01')
) as given (line_no, phase, batch_sequences, context_tokens, tokens_per_second, measured_to)
cross join (values ('ours', '2026-03-01')) as same (deployment, measured_from)
-- expect
from (values
    (1, 64, 4096, 2209.5::decimal(38, 12), null),
    (2, 1, 4096, 52200, null),
    (3, 64, 4096, 1, 'bad_phase'),
    (4, null, 4096, 1, 'bad_point'),
    (5, 64, 4096, 0, 'bad_speed'),
    (6, 64, 4096, 1, 'bad_validity')
) as expected (line_no, batch_sequences, context_tokens, tokens_per_second, reject_reason)
