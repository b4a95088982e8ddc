-- test: what a period lacks and the next one has too much of went over the bound, up to the hour beside it
-- given int_invoice_matches
from (values
    ('late', 1, 90, 100, 0, 10), ('late', 2, 110, 100, 5, 5),
    ('early', 1, 107, 100, 0, 0), ('early', 2, 93, 100, 7, 0),
    ('far', 1, 60, 100, 0, 10), ('far', 2, 140, 100, 0, 0),
    ('gap', 1, 90, 100, 0, 10), ('gap', 3, 110, 100, 5, 5),
    ('alone', 1, 90, 100, 0, 10), ('alone', 2, 95, 100, 5, 5),
    ('both', 1, 92, 100, 0, 50), ('both', 2, 110, 100, 0, 0), ('both', 3, 95, 100, 5, 5)) as given (
    llm_model, day_no, billed_quantity, logged_quantity, first_hour_quantity, last_hour_quantity
)
select
    * exclude (day_no),
    'openai' as provider,
    '(all)' as account_id,
    'output' as meter,
    'USD' as billing_currency,
    timestamptz '2026-01-01 00:00:00+00' + to_days(day_no) as period_start_at,
    timestamptz '2026-01-02 00:00:00+00' + to_days(day_no) as period_end_at,
-- expect
from (values
    ('late', 1, -10), ('late', 2, 10),
    ('early', 1, 7), ('early', 2, -7),
    ('far', 1, -10), ('far', 2, 10),
    ('both', 1, -8), ('both', 2, 10), ('both', 3, -2)) as expected (llm_model, day_no, shifted_quantity)
select
    * exclude (day_no),
    timestamptz '2026-01-01 00:00:00+00' + to_days(day_no) as period_start_at,
