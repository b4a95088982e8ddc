-- test: a name without dates holds for all time, one that moved holds for its span
-- given source_records
from (values
    (1, 'claude-opus-4-5-20251101', 'claude-opus-4-5', null, null),
    (2, 'chat', 'v3', '2025-01-01', '2026-04-24 16:00:00+00')
) as given (line_no, alias, llm_model, valid_from, valid_to)
    cross join (values ('p', 'page')) as rest (provider, price_source)
-- expect
from (values
    (1, 'claude-opus-4-5-20251101', timestamptz '1970-01-01 00:00:00+00', null, null),
    (2, 'chat', timestamptz '2025-01-01 00:00:00+00', timestamptz '2026-04-24 16:00:00+00', null)
) as expected (line_no, alias, valid_from, valid_to, reject_reason)

-- test: a name needs a model, another than itself, and a span that starts before it ends
-- given source_records
from (values
    (1, 'a', null, null, null), (2, 'a', 'a', null, null), (3, 'a', 'b', '2026-02-01', '2026-01-01'),
    (4, 'a', 'b', null, 'later')
) as given (line_no, alias, llm_model, valid_from, valid_to)
    cross join (values ('p', 'page')) as rest (provider, price_source)
-- expect
from (values (1, 'missing_value'), (2, 'alias_of_itself'), (3, 'bad_validity'), (4, 'bad_validity'))
    as expected (line_no, reject_reason)
