-- test: fees and overage are exact, and values outside the format are rejected
-- given source_records
from (values
    (1, 'USD', '49.00', 'month', '1000000', '0.000000000001', '1000', '2026-01-01'),
    (2, 'usd', '49.00', 'month', null, null, null, '2026-01-01'),
    (3, 'USD', '49,00', 'month', null, null, null, '2026-01-01'),
    (4, 'USD', '49.00', 'week', null, null, null, '2026-01-01'),
    (5, 'USD', '49.00', 'year', null, null, '0.5', '2026-01-01'),
    (6, 'USD', null, 'year', null, null, null, '2026-01-01'),
    (7, 'USD', '49.00', 'year', null, null, null, '1/1/26')
) as given (line_no, currency, base_fee, "interval", included_quantity, overage_price, overage_block, valid_from)
cross join (values ('pro', 'Pro')) as same (plan_id, plan_name)
-- expect
from (values
    (1, 49::decimal(38, 12), 1000000::decimal(38, 12), 0.000000000001::decimal(38, 12), 1000, null),
    (2, 49, null, null, null, 'bad_currency'),
    (3, null, null, null, null, 'bad_amount'),
    (4, 49, null, null, null, 'bad_interval'),
    (5, 49, null, null, null, 'bad_quantity'),
    (6, null, null, null, null, 'missing_value'),
    (7, 49, null, null, null, 'bad_date')
) as expected (line_no, base_fee, included_quantity, overage_price, overage_block, reject_reason)

-- test: limits per five hours and week are read with their unit
-- given source_records
from (values
    (1, '1000000', '5000000', 'tokens'),
    (2, null, '35.50', 'usd'),
    (3, null, '35.50', null),
    (4, '1e', null, 'tokens'),
    (5, '5', null, 'credits'),
    (6, null, null, null)
) as given (line_no, five_hour_limit, weekly_limit, limit_unit)
cross join (values ('pro', 'Pro', 'USD', '20', 'month', '2026-01-01'))
    as same (plan_id, plan_name, currency, base_fee, "interval", valid_from)
-- expect
from (values
    (1, 1000000::decimal(38, 12), 5000000::decimal(38, 12), 'tokens', null),
    (2, null, 35.5, 'usd', null),
    (3, null, 35.5, null, 'bad_limit_unit'),
    (4, null, null, 'tokens', 'bad_limit'),
    (5, 5, null, 'credits', 'bad_limit_unit'),
    (6, null, null, null, null)
) as expected (line_no, five_hour_limit, weekly_limit, limit_unit, reject_reason)
