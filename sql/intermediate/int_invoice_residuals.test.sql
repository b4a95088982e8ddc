-- test: every cause alone, and all together, is told apart and adds up
-- given int_invoice_excesses
from (values
    ('exact', 1, 100, 0, 1000, 1000, 0, 0, 0, 100, null, null),
    ('unlogged', 1, 100, 0, 1000, null, 1000, null, 0, 0, null, null),
    ('partly', 1, 100, 0, 1000, 800, 200, null, 0, 80, null, null),
    ('price', 1, 120, 0, 1000, 1000, 0, null, 0, 100, null, null),
    ('both', 1, 120, 0, 1000, 500, 500, null, 0, 50, null, null),
    ('credit', 1, 100, -20, 1000, 1000, 0, null, 0, 100, null, null),
    ('hidden', 1, 150, 0, 1500, 1000, 0, 500, 0, 100, null, null),
    ('blind', 1, 150, 0, 1500, 1000, 0, null, 0, 100, null, null),
    ('timing', 1, 110, 0, 1100, 1000, 0, null, 100, 100, null, null),
    ('tier', 1, 150, 0, 1000, 1000, 0, null, 0, 100, 150, 150),
    ('geo', 1, 110, 0, 1000, 1000, 0, null, 0, 100, 100, 110),
    ('all', 1, 330, -5, 2000, 1000, 300, 600, 100, 100, 120, 132),
    ('less', 1, 80, 0, 800, 1000, 0, 0, 0, 100, null, null)) as given (
    meter, charge_lines, charged_usd, credited_usd, billed_units, logged_quantity, unlogged_units, hidden_units,
    shifted_units, logged_usd, tier_usd, detail_usd
)
select
    * exclude (charged_usd, credited_usd, logged_usd, tier_usd, detail_usd),
    charged_usd * 1000000000000::hugeint as charged_picousd,
    credited_usd * 1000000000000::hugeint as credited_picousd,
    logged_usd * 1000000000000::hugeint as logged_picousd,
    tier_usd * 1000000000000::hugeint as at_billed_tier_picousd,
    detail_usd * 1000000000000::hugeint as at_billed_detail_picousd,
    0 as unpriced_quantity,
    5000000000 as rounding_limit_picousd,
    logged_quantity is not null as is_logged,
-- expect
from (values
    ('exact', 'reconciled', 0, 0, 0, 0, 0, 0, 0),
    ('unlogged', 'explained', 100, 0, 0, 0, 0, 0, 0),
    ('partly', 'explained', 20, 0, 0, 0, 0, 0, 0),
    ('price', 'explained', 0, 0, 20, 0, 0, 0, 0),
    ('both', 'explained', 60, 0, 10, 0, 0, 0, 0),
    ('credit', 'explained', 0, 0, 0, 0, 0, 0, 0),
    ('hidden', 'explained', 0, 50, 0, 0, 0, 0, 0),
    ('blind', 'open', 0, 0, 0, 0, 0, 0, 50),
    ('timing', 'explained', 0, 0, 0, 0, 0, 10, 0),
    ('tier', 'explained', 0, 0, 0, 50, 0, 0, 0),
    ('geo', 'explained', 0, 0, 0, 0, 10, 0, 0),
    ('all', 'explained', 49.5, 99, 33, 20, 12, 16.5, 0),
    ('less', 'open', 0, 0, 0, 0, 0, 0, -20)) as expected (
    meter, status, unlogged_usd, hidden_usd, price_usd, tier_usd, geo_usd, timing_usd, unknown_usd
)
select
    meter,
    status,
    (unlogged_usd * 1000000000000)::hugeint as unlogged_picousd,
    (hidden_usd * 1000000000000)::hugeint as hidden_reasoning_picousd,
    (price_usd * 1000000000000)::hugeint as price_picousd,
    (tier_usd * 1000000000000)::hugeint as tier_picousd,
    (geo_usd * 1000000000000)::hugeint as geo_picousd,
    (timing_usd * 1000000000000)::hugeint as timing_picousd,
    (unknown_usd * 1000000000000)::hugeint as unknown_picousd,

-- test: cents are rounding, what has no price, no quantity or no dollars stays open
-- given int_invoice_excesses
from (values
    ('rounding', 2, 100010000000000, 1000, 1000, 0, 100000000000000),
    ('unpriced', 1, 100000000000000, 1000, 1000, 1000, 0),
    ('amount', 1, 90000000000000, null, 1000, 0, 100000000000000),
    ('unbilled', null, 0, 0, 10, 0, 1000000000000),
    ('euro', 1, null, 1000, 1000, 0, 100000000000000)) as given (
    meter, charge_lines, charged_picousd, billed_units, logged_quantity, unpriced_quantity, logged_picousd
)
select
    *,
    0 as credited_picousd,
    5000000000 * coalesce(charge_lines, 0) as rounding_limit_picousd,
    0 as unlogged_units,
    0 as shifted_units,
    true as is_logged,
-- expect
from (values
    ('rounding', 'reconciled', 10000000000, 10000000000, 0),
    ('unpriced', 'open', 100000000000000, 0, 100000000000000),
    ('amount', 'open', -10000000000000, 0, -10000000000000),
    ('unbilled', 'open', -1000000000000, 0, -1000000000000),
    ('euro', 'open', null, null, null)) as expected (
    meter, status, charge_residual_picousd, rounding_picousd, unknown_picousd
)
