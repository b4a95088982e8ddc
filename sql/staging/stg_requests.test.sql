-- test: superseded file versions do not count, and 0 stays apart from not reported
-- given raw_requests
from (values
    ('m0', 1, 500, 0, true, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 2, 7, 0, false, timestamptz '2026-01-05 10:00:00+00'),
    ('m2', 3, 7, null, null, timestamptz '2026-01-05 10:00:00+00')
) as given (dedupe_key, line_no, visible_output_tokens, cache_read_tokens, is_superseded, started_at)
-- expect
from (values ('m1', 7, 0), ('m2', 7, null)) as expected (dedupe_key, visible_output_tokens, cache_read_tokens)

-- test: batch is a flag, not a tier, and the provider's words for standard are one word
-- given raw_requests
from (values
    ('m1', 'batch', null, 'US'), ('m2', 'default', null, null), ('m3', 'Priority', true, 'us'), ('m4', null, null, null)
) as given (dedupe_key, service_tier, is_batch, region)
-- expect
from (values
    ('m1', 'standard', true, 'us'), ('m2', 'standard', false, null), ('m3', 'priority', true, 'us'),
    ('m4', null, false, null)
) as expected (dedupe_key, service_tier, is_batch, region)
