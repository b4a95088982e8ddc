-- test: T40 an exact id or a declared alias is a name, a part of a name is none
-- given int_prices
from (values
    ('anthropic', 'claude-opus-4-5', timestamptz '2025-11-24 00:00:00+00', timestamptz '2026-01-01 00:00:00+00'),
    ('anthropic', 'claude-opus-4-5', timestamptz '2026-01-01 00:00:00+00', null)
) as given (provider, llm_model, valid_from, valid_to)
    cross join (values (false)) as books (is_public_list)
-- given stg_model_aliases
from (values
    ('anthropic', 'claude-opus-4-5-20251101', 'claude-opus-4-5'), ('anthropic', 'nothing', 'claude-unpriced')
) as given (provider, alias, llm_model)
-- expect
from (values
    ('claude-opus-4-5', 'claude-opus-4-5', timestamptz '2025-11-24 00:00:00+00', timestamptz 'infinity'),
    ('claude-opus-4-5-20251101', 'claude-opus-4-5', timestamptz '2025-11-24 00:00:00+00', timestamptz 'infinity')
) as expected (llm_model_name, llm_model, price_valid_from, price_valid_to)

-- test: a declared alias goes before an id that only a public list has, our own id before an alias
-- given int_prices
from (values ('p', 'gpt-x', false), ('p', 'gpt-x-2026', true), ('p', 'gpt-y', true))
    as given (provider, llm_model, is_public_list)
-- given stg_model_aliases
from (values ('p', 'gpt-x-2026', 'gpt-x'), ('p', 'gpt-x', 'gpt-y')) as given (provider, alias, llm_model)
-- expect
from (values ('gpt-x', 'gpt-x'), ('gpt-x-2026', 'gpt-x'), ('gpt-y', 'gpt-y')) as expected (llm_model_name, llm_model)

-- test: a name that moved stands for one model at a time
-- given int_prices
from (values ('p', 'v3'), ('p', 'v4')) as given (provider, llm_model)
-- given stg_model_aliases
from (values
    ('p', 'chat', 'v3', timestamptz '2025-01-01 00:00:00+00', timestamptz '2026-04-24 00:00:00+00'),
    ('p', 'chat', 'v4', timestamptz '2026-04-24 00:00:00+00', null)
) as given (provider, alias, llm_model, valid_from, valid_to)
-- expect
from (values
    ('v3', 'v3', timestamptz '-infinity', timestamptz 'infinity'),
    ('v4', 'v4', timestamptz '-infinity', timestamptz 'infinity'),
    ('chat', 'v3', timestamptz '2025-01-01 00:00:00+00', timestamptz '2026-04-24 00:00:00+00'),
    ('chat', 'v4', timestamptz '2026-04-24 00:00:00+00', timestamptz 'infinity')
) as expected (llm_model_name, llm_model, name_valid_from, name_valid_to)
