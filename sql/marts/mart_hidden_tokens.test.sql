-- test: the day is named on which the bill grew and the visible output did not, with what may have been unlogged calls
-- given int_invoice_residuals
from (values
    (1, 1000, 1000, 400, 0, 0, 0, 0, 10), (2, 1000, 1000, 400, 0, 0, 0, 0, 10),
    (3, 2400, 1000, 400, 0, 1400, 1400, 1400, 24),
    (4, 2400, 1000, 400, 200, 1200, 0, 1400, 24), (5, 2400, 1000, 400, 0, null, 0, 1400, 24)) as given (
    day_no, billed_units, logged_quantity, reasoning_quantity, unlogged_units, hidden_units, hidden_units_lower,
    hidden_units_upper, charged_usd
)
select
    * exclude (day_no, charged_usd),
    'google' as provider,
    'm' as llm_model,
    'p' as account_id,
    'output' as meter,
    true as is_logged,
    charged_usd * 1000000000000 as charged_picousd,
    date '2026-01-01' + day_no as period_start_date,
    date '2026-01-02' + day_no as period_end_date,
-- expect
from (values
    (1, 0, 0, null, false, 0, 0, 0), (2, 0, 0, 1.0, false, 0, 0, 0), (3, 1400, 1400, 2.4, true, 14, 14, 14),
    (4, 1200, 0, 2.4, false, 12, 0, 14), (5, null, 0, 24 / 17.0, false, null, 0, 14)) as expected (
    day_no, hidden_tokens, hidden_tokens_lower, billed_per_usual, is_hidden_certain, hidden_cost_usd,
    hidden_cost_lower_usd, hidden_cost_upper_usd
)
select
    * exclude (day_no) replace (round(billed_per_usual::double, 9) as billed_per_usual),
    round((hidden_tokens / 600)::double, 9) as hidden_per_visible,
    date '2026-01-01' + day_no as event_date,

-- test: months, unnamed models and unlogged output date nothing
-- given int_invoice_residuals
from (values ('m', 31, true, 10), ('(not named)', 1, true, 10), ('m', 1, false, 10), ('m', 1, true, 0)) as given (
    llm_model, days, is_logged, billed_units
)
select
    * exclude (days),
    'output' as meter,
    date '2026-01-01' as period_start_date,
    date '2026-01-01' + days as period_end_date,
-- expect
from (values ('none')) as expected (llm_model) where false
