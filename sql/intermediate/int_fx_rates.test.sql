-- test: a rate holds over the weekend but not for weeks, the direct rate goes first, and USD is always 1
-- given stg_fx_rates
from (values
    ('EUR', 'USD', date '2026-03-06', 1.08, 'ecb'),
    ('EUR', 'USD', date '2026-03-09', 1.09, 'ecb'),
    ('USD', 'EUR', date '2026-03-09', 0.90, 'ecb'),
    ('USD', 'CHF', date '2026-03-09', 0.80, 'snb'),
    ('EUR', 'GBP', date '2026-03-09', 0.85, 'ecb')
) as given (from_currency, to_currency, rate_date, rate, rate_source)
-- expect
from (values
    ('EUR', 1.08::decimal(38, 12), date '2026-03-06', date '2026-03-09'),
    ('EUR', 1.09, date '2026-03-09', date '2026-03-16'),
    ('CHF', 1.25, date '2026-03-09', date '2026-03-16'),
    ('USD', 1, date '0001-01-01', date '9999-12-31')
) as expected (currency, usd_per_unit, valid_from_date, valid_to_date)
