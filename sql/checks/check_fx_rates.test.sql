-- test: two rates for one pair and day are named, one rate a day is none
-- given stg_fx_rates
from (values
    ('EUR', date '2026-03-06', 1.08, 'ecb', 'line 2'),
    ('EUR', date '2026-03-06', 1.10, 'own books', 'line 9'),
    ('EUR', date '2026-03-09', 1.09, 'ecb', 'line 3'),
    ('GBP', date '2026-03-06', 1.30, 'ecb', 'line 4')
) as given (from_currency, rate_date, rate, rate_source, source_row)
cross join (values ('USD')) as same (to_currency)
-- expect
from (values ('EUR', date '2026-03-06', 1.08::decimal(38, 12), 1.10::decimal(38, 12), 'own books, line 9'))
    as expected (from_currency, rate_date, rate, next_rate, next_stands_in)
