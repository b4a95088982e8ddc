-- test: each alias counts once, without those that were closed or superseded
-- given raw_model_aliases
from (values
    ('old', 'm', timestamptz '2026-01-01 00:00:00+00', false, 'f1'),
    ('gone', 'm', null, true, 'f1'),
    ('new', 'm', null, null, 'f1'),
    ('new', 'm', null, null, 'f2')
) as given (alias, llm_model, known_to, is_superseded, file_id)
-- expect
from (values ('new', 'm', 'f1')) as expected (alias, llm_model, file_id)
