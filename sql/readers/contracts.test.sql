-- test: commitments are exact, and values outside the format are rejected
-- given source_records
from (values
    (1, 'USD', '250000.00', '12.5', '4', '0.25', '2027-01-01'),
    (2, null, null, null, '0.5', null, '2027-01-01'),
    (3, null, '5', null, null, null, '2027-01-01'),
    (4, 'USD', '-5', null, null, null, '2027-01-01'),
    (5, 'USD', '5', '101', null, null, '2027-01-01'),
    (6, 'USD', '5', null, '0', null, '2027-01-01'),
    (7, 'USD', '5', null, '4', 'x', '2027-01-01'),
    (8, 'USD', '5', null, '4', null, '1/1/27'),
    (9, 'USD', '5', null, '4', null, '2026-01-01')
) as given (
    line_no, billing_currency, contract_commitment_cost, discount_percent, input_output_ratio, ratio_tolerance_share,
    contract_period_end
)
cross join (values ('c', 'anthropic', '2026-01-01')) as same (contract_id, provider, contract_period_start)
-- expect
from (values
    (1, 250000::decimal(38, 12), 12.5::decimal(38, 12), 4::decimal(38, 12), 0.25::decimal(38, 12), null),
    (2, null, null, 0.5, null, null),
    (3, 5, null, null, null, 'bad_currency'),
    (4, -5, null, null, null, 'bad_amount'),
    (5, 5, 101, null, null, 'bad_discount'),
    (6, 5, null, 0, null, 'bad_ratio'),
    (7, 5, null, 4, null, 'bad_ratio'),
    (8, 5, null, 4, null, 'bad_date'),
    (9, 5, null, 4, null, 'bad_validity')
) as expected (
    line_no, contract_commitment_cost, discount_percent, input_output_ratio, ratio_tolerance_share, reject_reason
)
