-- test: accounts, models, meters, tiers and units get the log's words; a stranger's accounts are one
-- given int_logged_usage_by_hour
from (values ('anthropic', 'known')) as given (provider, project_id)
-- given int_llm_model_names
from (values ('anthropic', 'm-2026-01-01', 'm')) as given (provider, llm_model_name, llm_model)
select
    *,
    '-infinity'::timestamptz as name_valid_from,
    'infinity'::timestamptz as name_valid_to,
-- given stg_invoice_lines
from (values
    (1, 'anthropic', 'known', 'm', 'output', 'USD', 'Usage', 1.50, 10, 'Tokens', null, null, null),
    (2, 'anthropic', 'known', 'm-2026-01-01', 'reasoning', 'USD', 'Usage', 2.50, 2, '1000 Tokens', 'Batch', 'EU', null),
    (3, 'anthropic', 'known', 'm', 'output', 'USD', 'Tax', 0.19, null, null, 'priority', null, '200k-1M'),
    (4, 'openai', 'other', null, null, 'EUR', null, 7.00, null, null, null, 'global', null)) as given (
    line_key, provider, sub_account_id, llm_model, meter, billing_currency, charge_category, billed_cost,
    consumed_quantity, consumed_unit, service_tier, region, context_band
)
select
    * replace (line_key::varchar as line_key),
    timestamptz '2026-01-05 00:00:00+00' as charge_period_start,
    timestamptz '2026-01-06 00:00:00+00' as charge_period_end,
-- expect
from (values
    ('1', 'known', 'm', 'output', 'Usage', null, null, null, null, 10, 1500000000000),
    ('2', 'known', 'm', 'output', 'Usage', 'standard', true, 'eu', null, 2000, 2500000000000),
    ('3', 'known', 'm', 'output', 'Tax', 'priority', false, null, 200000, null, 190000000000),
    ('4', '(all)', '(not named)', '(not named)', 'Usage', null, null, 'global', null, null, null)) as expected (
    line_key, account_id, llm_model, meter, charge_category, service_tier, is_batch, region_class, prompt_tokens_over,
    quantity, charged_picousd
)

-- test: parts of a day are compared by the UTC day, longer charges by their own bounds, in any time zone
-- given stg_invoice_lines
from (values ('hour', 5, 23, 24), ('day', 5, 7, 31), ('short day', 5, 7, 30), ('week', 5, 0, 168)) as given (
    line_key, day_no, from_hour, to_hour
)
select
    line_key,
    'openai' as provider,
    timestamptz '2026-01-01 00:00:00+00' + to_days(day_no - 1) + to_hours(from_hour) as charge_period_start,
    timestamptz '2026-01-01 00:00:00+00' + to_days(day_no - 1) + to_hours(to_hour) as charge_period_end,
-- expect
from (values ('hour', 0, 24, 1), ('day', 7, 31, 1), ('short day', 7, 30, 1), ('week', 0, 168, 7)) as expected (
    line_key, from_hour, to_hour, days
)
select
    line_key,
    date '2026-01-05' as period_start_date,
    date '2026-01-05' + days as period_end_date,
    timestamptz '2026-01-05 00:00:00+00' + to_hours(from_hour) as period_start_at,
    timestamptz '2026-01-05 00:00:00+00' + to_hours(to_hour) as period_end_at,

-- test: amounts at list prices are read back into tokens when all of a model's lines of the period come out whole
-- given int_unit_prices
from (values ('m', 0, 200001, 3000000), ('m', 200001, 9000000000, 6000000), ('n', 0, 9000000000, 7000000)) as given (
    llm_model, prompt_tokens_from, prompt_tokens_to, uncached_input_picousd
)
select
    *,
    'anthropic' as provider,
    'standard' as service_tier,
    false as is_batch,
    'global' as region_class,
    '-infinity'::timestamptz as valid_from,
    'infinity'::timestamptz as valid_to,
-- given stg_invoice_lines
from (values
    ('low', 'm', 'standard', '0-200k', 0.000030),
    ('high', 'm', 'standard', '200k-1M', 0.000030),
    ('off', 'n', 'standard', null, 0.000070),
    ('odd', 'n', 'standard', null, 0.000071),
    ('fee', 'm', null, null, 0.010000)) as given (line_key, llm_model, service_tier, context_band, billed_cost)
select
    *,
    'anthropic' as provider,
    if(line_key = 'fee', null, 'uncached_input') as meter,
    'USD' as billing_currency,
    timestamptz '2026-01-05 00:00:00+00' as charge_period_start,
    timestamptz '2026-01-06 00:00:00+00' as charge_period_end,
-- expect
from (values
    ('low', 10, true, 3000000), ('high', 5, true, 6000000),
    ('off', null, false, 7000000), ('odd', null, false, 7000000),
    ('fee', null, false, null)) as expected (line_key, quantity, is_quantity_derived, list_price_picousd)

-- test: another currency counts at the rate of the day that its period begins on, or not in dollars
-- given int_fx_rates
from (values ('EUR', 1.25, 5), ('EUR', 1.5, 6), ('CHF', 1.1, 3)) as given (currency, usd_per_unit, day_no)
select
    currency,
    usd_per_unit,
    make_date(2026, 1, day_no) as valid_from_date,
    make_date(2026, 1, day_no) + 1 as valid_to_date,
-- given stg_invoice_lines
from (values ('EUR', 8.00), ('CHF', 8.00), ('USD', 8.00)) as given (billing_currency, billed_cost)
select
    *,
    billing_currency as line_key,
    timestamptz '2026-01-05 23:00:00+00' as charge_period_start,
    timestamptz '2026-01-06 00:00:00+00' as charge_period_end,
-- expect
from (values ('EUR', 1.25, 10.00), ('CHF', null, null), ('USD', 1.00, 8.00)) as expected (
    line_key, rate, charged
)
select
    line_key,
    rate,
    picousd_of(charged) as charged_picousd,
