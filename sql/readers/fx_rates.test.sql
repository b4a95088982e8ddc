-- test: a rate is read digit by digit; what is no pair, no rate or no day is refused
-- given source_records
from (values
    (1, '2026-03-02', 'EUR', 'USD', '1.0842', 'ecb'),
    (2, '2026-03-02', 'EUR', 'EUR', '1', 'ecb'),
    (3, '2026-03-02', 'eur', 'USD', '1.0842', 'ecb'),
    (4, '2026-03-02', 'EUR', 'USD', '0', 'ecb'),
    (5, '2026-03-02', 'EUR', 'USD', '1,0842', 'ecb'),
    (6, '02.03.2026', 'EUR', 'USD', '1.0842', 'ecb'),
    (7, '2026-03-02', 'EUR', 'USD', '1.0842', null)
) as given (line_no, rate_date, from_currency, to_currency, rate, rate_source)
-- expect
from (values
    (1, 1.0842::decimal(38, 12), date '2026-03-02', timestamptz '2026-03-02 00:00:00+00', null),
    (2, 1, date '2026-03-02', timestamptz '2026-03-02 00:00:00+00', 'bad_currency'),
    (3, 1.0842, date '2026-03-02', timestamptz '2026-03-02 00:00:00+00', 'bad_currency'),
    (4, 0, date '2026-03-02', timestamptz '2026-03-02 00:00:00+00', 'bad_rate'),
    (5, null, date '2026-03-02', timestamptz '2026-03-02 00:00:00+00', 'bad_rate'),
    (6, 1.0842, null, null, 'bad_date'),
    (7, 1.0842, date '2026-03-02', timestamptz '2026-03-02 00:00:00+00', 'missing_value')
) as expected (line_no, rate, rate_date, known_from, reject_reason)
