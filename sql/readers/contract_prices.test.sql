-- test: a row says a price or a discount, and what it says is exact
-- given source_records
from (values
    (1, null, null, '12.5', null, null),
    (2, 'm', 'uncached_input', null, '2.40', '1000000 Tokens'),
    (3, 'm', 'uncached_input', '10', '2.40', '1000000 Tokens'),
    (4, null, null, null, null, null),
    (5, null, null, '101', null, null),
    (6, null, 'uncached_input', null, '2.40', '1000000 Tokens'),
    (7, 'm', 'uncached_input', null, '2.40', '1000 Requests'),
    (8, 'm', 'uncached_input', null, '0.0000001', '1000000 Tokens'),
    (9, 'm', 'input', '10', null, null)
) as given (line_no, llm_model, meter, discount_percent, price_usd, pricing_unit)
cross join (values ('c', 'p', '2026-01-01', 'signed')) as same (contract_id, provider, valid_from, price_source)
-- expect
from (values
    (1, 12.5::decimal(38, 12), null, null),
    (2, null, 2400000, null),
    (3, 10, 2400000, 'price_or_discount'),
    (4, null, null, 'price_or_discount'),
    (5, 101, null, 'bad_discount'),
    (6, null, 2400000, 'price_of_nothing'),
    (7, null, 2400000000, 'bad_pricing_unit'),
    (8, null, null, 'bad_price'),
    (9, 10, null, 'unknown_meter')
) as expected (line_no, discount_percent, price_picousd_per_unit, reject_reason)
