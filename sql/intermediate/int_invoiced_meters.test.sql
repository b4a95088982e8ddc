-- test: hours and names of a model add up, credits and taxes stand apart, a line without quantity leaves it unknown
-- given int_logged_meters
from (values ('anthropic', 'known')) as given (provider, project_id)
-- given int_llm_model_names
from (values ('anthropic', 'm-2026-01-01', 'm')) as given (provider, llm_model_name, llm_model)
select
    *,
    '-infinity'::timestamptz as name_valid_from,
    'infinity'::timestamptz as name_valid_to,
-- given stg_invoice_lines
from (values
    ('anthropic', 'known', 'm', 'output', 'USD', 'Usage', 1.50, 10, 'Tokens', 0, 1),
    ('anthropic', 'known', 'm-2026-01-01', 'reasoning', 'USD', 'Usage', 2.50, 2, '1000 Tokens', 23, 24),
    ('anthropic', 'known', 'm', 'output', 'USD', 'Credit', -1.00, null, null, 0, 24),
    ('anthropic', 'known', 'm', 'output', 'USD', 'Tax', 0.19, null, null, 0, 24),
    ('openai', 'other', null, null, 'EUR', 'Usage', 7.00, null, null, 0, 24)) as given (
    provider, sub_account_id, llm_model, meter, billing_currency, charge_category, billed_cost, consumed_quantity,
    consumed_unit, from_hour, to_hour
)
select
    * exclude (from_hour, to_hour),
    timestamptz '2026-01-05 00:00:00+00' + to_hours(from_hour) as charge_period_start,
    timestamptz '2026-01-05 00:00:00+00' + to_hours(to_hour) as charge_period_end,
-- expect
from (values
    ('anthropic', 'known', 'm', 'output', 'USD', 2, 2010, 4.00, -1.00, 0.19),
    ('openai', '(all)', '(not named)', '(not named)', 'EUR', 1, null, 7.00, 0, 0)) as expected (
    provider, account_id, llm_model, meter, billing_currency, charge_lines, billed_quantity, charged_amount,
    credited_amount, tax_amount
)
select
    *,
    date '2026-01-05' as period_start_date,
    date '2026-01-06' as period_end_date,
