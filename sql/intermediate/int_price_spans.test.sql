-- test: every change of a price or a rule cuts the time of its model, and an open end stays open
-- given int_prices
from (values
    ('m', timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-03-13 00:00:00+00'),
    ('m', timestamptz '2026-03-13 00:00:00+00', null),
    ('n', timestamptz '2026-01-01 00:00:00+00', null)
) as given (llm_model, valid_from, valid_to)
    cross join (values ('anthropic')) as providers (provider)
-- given stg_price_modifiers
from (values ('anthropic', 'm', timestamptz '2026-02-01 00:00:00+00', null::timestamptz))
    as given (provider, llm_model, valid_from, valid_to)
-- expect
from (values
    ('m', timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-02-01 00:00:00+00'),
    ('m', timestamptz '2026-02-01 00:00:00+00', timestamptz '2026-03-13 00:00:00+00'),
    ('m', timestamptz '2026-03-13 00:00:00+00', timestamptz 'infinity'),
    ('n', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity')
) as expected (llm_model, valid_from, valid_to)
