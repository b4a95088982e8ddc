-- test: the cheapest policy is best; below 30 uses that of the customer and model is, or none
-- given int_cache_policies_by_month
from (values
    ('acme', 'chat', 'as_is', 40, 1000, 0),
    ('acme', 'chat', 'none', 40, 900, 100),
    ('acme', 'chat', '5m', 40, 800, 200),
    ('acme', 'chat', '1h', 40, null, null),
    ('acme', 'rare', 'as_is', 29, 100, 0),
    ('acme', 'rare', 'none', 29, 110, -10),
    ('acme', 'rare', '5m', 29, 120, -20),
    ('acme', 'rare', '1h', 29, 50, 50),
    ('beta', 'chat', 'as_is', 30, 100, 0),
    ('beta', 'chat', 'none', 30, 100, 0),
    ('zeta', 'chat', 'as_is', 5, 100, 0)) as given (customer_id, feature, policy, uses, cost_picousd, saving_picousd)
select
    *,
    'p' as provider,
    'm' as llm_model,
    cost_picousd is not null as is_known,
    date '2026-01-01' as month_date,
-- expect
from (values
    ('acme', 'chat', 'as_is', '5m', 'own uses', false),
    ('acme', 'chat', 'none', '5m', 'own uses', false),
    ('acme', 'chat', '5m', '5m', 'own uses', false),
    ('acme', 'chat', '1h', '5m', 'own uses', false),
    ('acme', 'rare', 'as_is', '5m', 'uses of the customer', true),
    ('acme', 'rare', 'none', '5m', 'uses of the customer', true),
    ('acme', 'rare', '5m', '5m', 'uses of the customer', true),
    ('acme', 'rare', '1h', '5m', 'uses of the customer', true),
    ('beta', 'chat', 'as_is', 'as_is', 'own uses', false),
    ('beta', 'chat', 'none', 'as_is', 'own uses', false),
    ('zeta', 'chat', 'as_is', null, null, true)) as expected (
    customer_id, feature, policy, best_policy, best_policy_basis, is_sample_small
)

-- test: the interval of a saving comes from how it differs between prefixes, of the month
-- given int_cache_policies_by_month
from (values
    (date '2026-01-01', 4, 10000000, 28000000, 20),
    (date '2026-02-01', 1, 7000000, 49000000, 10)) as given (
    month_date, compared_prefixes, saving_picousd, square_saving, uses
)
select
    *,
    'acme' as customer_id,
    'p' as provider,
    'm' as llm_model,
    'chat' as feature,
    '5m' as policy,
    true as is_known,
    0 as cost_picousd,
-- expect
from (values
    (date '2026-01-01', usd(10000000), usd(10000000 - 3920000), usd(10000000 + 3920000), 20),
    (date '2026-02-01', usd(7000000), null, null, 10)) as expected (
    month_date, saving_usd, saving_low_usd, saving_high_usd, uses
)
