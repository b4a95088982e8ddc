-- test: tier, batch and region of the invoice are taken one after the other, what it does not name stays as logged
-- given int_unit_prices
from (values
    ('standard', false, 'global', 10), ('priority', false, 'global', 20), ('standard', true, 'global', 5),
    ('standard', false, 'eu', 11), ('priority', false, 'eu', 22)) as given (
    service_tier, is_batch, region_class, visible_output_picousd
)
select
    *,
    'p' as provider,
    'm' as llm_model,
    0 as prompt_tokens_from,
    9000000000 as prompt_tokens_to,
    '-infinity'::timestamptz as valid_from,
    'infinity'::timestamptz as valid_to,
-- given int_logged_periods
from (values
    ('equal', 'standard', 'global', 100, 1000), ('equal', 'priority', 'eu', 50, 1100),
    ('tier', 'standard', 'global', 100, 1000),
    ('region', 'standard', 'global', 100, 1000),
    ('both', 'standard', 'global', 100, 1000),
    ('unsold', 'standard', 'global', 100, 1000),
    ('unnamed', 'standard', 'global', 100, 1000),
    ('amount', 'standard', 'global', 100, 1000)) as given (
    account_id, service_tier, region_class, logged_quantity, logged_cost_picousd
)
select
    *,
    'p' as provider,
    'm' as llm_model,
    'output' as meter,
    false as is_batch,
    0 as prompt_tokens_from,
    0 as unpriced_quantity,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- given int_invoice_charges
from (values
    ('equal', 'standard', 'global', 200), ('equal', 'priority', 'eu', 100),
    ('tier', 'standard', null, 50), ('tier', 'priority', null, 50),
    ('region', null, 'eu', 10),
    ('both', 'priority', 'eu', 10),
    ('unsold', 'flex', 'eu', 10),
    ('unnamed', null, null, 10),
    ('amount', 'priority', null, null)) as given (account_id, service_tier, region_class, quantity)
select
    *,
    concat_ws(' ', account_id, service_tier) as line_key,
    'p' as provider,
    'm' as llm_model,
    'output' as meter,
    if(service_tier is null, null, false) as is_batch,
    'Usage' as charge_category,
    'USD' as billing_currency,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- expect
from (values
    ('equal', 2100, 2100), ('tier', 1500, 1500), ('region', 1000, 1100), ('both', 2000, 2200),
    ('unsold', null, null)) as expected (account_id, at_billed_tier_picousd, at_billed_detail_picousd)
