-- test: equal prices of a book that came again correct nothing; another price, and one that came later, do
-- given publications
from (values (2), (5)) as given (commit_no)
-- given int_price_tellings
from (values
    ('same', 'm', 3, 2, 5, 1), ('same', 'm', 3, 5, 9, 1), ('other', 'm', 3, 2, 5, 1), ('other', 'm', 2, 5, 9, 1),
    ('later', 'm', 4, 5, 9, 1), ('covered', 'm', 3, 2, 9, 1), ('covered', 'm', 7, 5, 9, 2), ('public', 'm', 3, 2, 9, 2),
    ('public', 'm', 7, 5, 9, 1)
) as given (
    llm_model, meter, price_picousd_per_unit, told_from_commit_no, told_to_commit_no, list_rank
)
select
    *,
    'openai' as provider,
    'standard' as service_tier,
    'global' as region_class,
    0 as prompt_tokens_from,
    false as is_batch,
    timestamptz '2026-01-01 00:00:00+00' as valid_from,
    'infinity'::timestamptz as valid_to,
-- expect
from (values
    ('other', 3, 2), ('other', 2, 5), ('later', 4, 5), ('covered', 3, 2), ('public', 3, 2), ('public', 7, 5)
) as expected (llm_model, price_picousd_per_unit, told_from_commit_no)
