-- test: a price says its row, its rules and its age; what never ends has no end
-- given settings
from (values (date '2026-03-11')) as given (as_of_date)
-- given int_offer_prices
from (values
    ('uncached_input', 3000000, 1500000, 1, 2, 'input', timestamptz 'infinity'),
    ('cache_read', 300000, null, null, 2, 'cached input', timestamptz '2026-06-01 00:00:00+00')
) as given (meter, price_picousd_per_unit, price_picousd, numerator, denominator, source_row, valid_to)
cross join (values (timestamptz '2026-03-01 00:00:00+00')) as same (known_from)
-- expect
from (values
    ('uncached_input', 3000000, 1500000, 1, 2, 'input', 10, null),
    ('cache_read', 300000, null, null, 2, 'cached input', 10, timestamptz '2026-06-01 00:00:00+00')
) as expected (
    meter, published_picousd_per_unit, price_picousd_per_unit, multiplier_numerator, multiplier_denominator, source_row,
    age_days, valid_to
)
