-- test: the ratio alarms when it is far off once or off twice in a row, and the commitment burns at its recent pace
-- given int_contract_weeks
from (values
    (500, 5000, 1000, 700000000000000::hugeint, date '2026-03-02'),
    (500, 6000, 1000, 700000000000000::hugeint, date '2026-03-09'),
    (500, 2000, 1000, 700000000000000::hugeint, date '2026-03-16'),
    (500, 4000, 1000, 700000000000000::hugeint, date '2026-03-23'),
    (100, 9000, 1000, 700000000000000::hugeint, date '2026-03-30')
) as given (requests, input_tokens, output_tokens, effective_cost_picousd, week_date)
cross join (values ('c', 'openai', 5600000000000000::hugeint, 4, 0.2, 0, date '2026-03-02', date '2026-05-04'))
    as same (
        contract_id, provider, commitment_picousd, input_output_ratio, ratio_tolerance_share, unpriced_requests,
        contract_period_start, contract_period_end
    )
select
    *,
    800000000000000::hugeint as list_cost_picousd,
    300000000000000::hugeint as output_cost_picousd,
    week_date + 7 as week_end_date,
-- expect
from (values
    (0.25, true, false, 700, 0.125, 6300, 0, date '2026-04-27', date '2026-03-02'),
    (0.5, true, true, 1400, 0.25, 6300, 0, date '2026-04-27', date '2026-03-09'),
    (-0.5, true, true, 2100, 0.375, 6300, 0, date '2026-04-27', date '2026-03-16'),
    (0, false, false, 2800, 0.5, 6300, 0, date '2026-04-27', date '2026-03-23'),
    (null, null, false, 3500, 0.625, 6300, 0, date '2026-04-27', date '2026-03-30')
) as expected (
    ratio_drift, is_ratio_outside_tolerance, is_drift_alarm, burned_usd, burned_share, projected_usd,
    projected_shortfall_usd, exhausted_date, week_date
)

-- test: drift costs what the tokens cost more than at the contracted ratio
-- given int_contract_weeks
from (values (
    'c', 200, 2000, 1000, 4, 0.2, 1900000000000::hugeint, 1500000000000::hugeint, 1900000000000::hugeint,
    date '2026-03-02', date '2026-03-09', date '2026-03-02', date '2026-03-09'
)) as given (
    contract_id, requests, input_tokens, output_tokens, input_output_ratio, ratio_tolerance_share, list_cost_picousd,
    output_cost_picousd, effective_cost_picousd, week_date, week_end_date, contract_period_start, contract_period_end
)
-- expect
from (values (0.52, true, null, true)) as expected (drift_list_cost_usd, is_drift_alarm, burned_share, is_complete)
