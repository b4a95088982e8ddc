-- test: a price counts from its file and from the instant it was known, to when either ends
-- given publications
from (values (2, timestamptz '2026-03-02 00:00:00+00'), (4, timestamptz '2026-03-04 00:00:00+00'), (6, null)) as given (
    commit_no, published_at
)
-- given int_file_spans
from (values ('first', 1, 4), ('second', 4, null)) as given (file_id, from_commit_no, to_commit_no)
select
    *,
    1 as reader_version,
-- given raw_prices
from (values
    ('first', 1, null, null), ('second', 1, null, null), ('second', 2, 3, null), ('second', 3, null, 3),
    ('second', 4, 9, null), ('second', 5, 1, 2)
) as given (file_id, line_no, known_day, closed_day)
select
    file_id,
    line_no,
    1 as reader_version,
    'own' as price_source,
    200000 as context_threshold_tokens,
    '>' as threshold_operator,
    make_timestamptz(2026, 3, known_day, 0, 0, 0, 'UTC') as known_from,
    make_timestamptz(2026, 3, closed_day, 0, 0, 0, 'UTC') as known_to,
-- expect
from (values
    ('first', 1, 2, 4), ('second', 1, 4, 9223372036854775807), ('second', 2, 4, 9223372036854775807),
    ('second', 4, 6, 9223372036854775807)
) as expected (file_id, line_no, told_from_commit_no, told_to_commit_no)
select
    *,
    'standard' as service_tier,
    'global' as region_class,
    1 as list_rank,
    200001 as prompt_tokens_from,
    false as is_batch,
    'infinity'::timestamptz as valid_to,
