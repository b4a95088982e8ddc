-- test: a hole between two prices is named; a price that ends for good, or meets the next one, is none
-- given int_prices
from (values
    ('holed', timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-03-01 00:00:00+00'),
    ('holed', timestamptz '2026-03-02 00:00:00+00', null),
    ('whole', timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-03-01 00:00:00+00'),
    ('whole', timestamptz '2026-03-01 00:00:00+00', null),
    ('ended', timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-03-01 00:00:00+00')
) as given (llm_model, valid_from, valid_to)
-- expect
from (values ('holed', timestamptz '2026-03-01 00:00:00+00', timestamptz '2026-03-02 00:00:00+00'))
    as expected (llm_model, valid_to, next_valid_from)
