-- test: what names more goes first, and a commitment without a discount is no term
-- given stg_contract_prices
from (values
    ('model', 'm', null, null, 10, null),
    ('customer', null, null, 'c1', 20, null),
    ('price', 'm', 'uncached_input', null, null, 2400000)
) as given (contract_id, llm_model, meter, customer_id, discount_percent, price_picousd_per_unit)
cross join (values ('p', timestamptz '2026-01-01 00:00:00+00', 'signed', 'line 2'))
    as same (provider, valid_from, price_source, source_row)
-- given stg_contracts
from (values ('commitment', 5, 7), ('no discount', null, 8)) as given (contract_id, discount_percent, line_no)
cross join (values ('p', date '2026-01-01', date '2027-01-01'))
    as same (provider, contract_period_start, contract_period_end)
-- expect
from (values
    ('customer', 1, 80000000000000::hugeint, timestamptz 'infinity'),
    ('price', 2, null, timestamptz 'infinity'),
    ('model', 3, 90000000000000, timestamptz 'infinity'),
    ('commitment', 4, 95000000000000, timestamptz '2027-01-01 00:00:00+00')
) as expected (contract_id, precedence, kept_picos, valid_to)
