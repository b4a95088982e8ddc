-- test: seats, discount and anchor day are read, and values outside their range are rejected
-- given source_records
from (values
    (1, 's1', '3', '10', '2026-02-15', null, '15'),
    (2, 's2', '2.5', null, '2026-02-15', '2026-03-15', null),
    (3, 's3', '-1', null, '2026-02-15', null, null),
    (4, 's4', '1', '110', '2026-02-15', null, null),
    (5, 's5', '1', null, '2026-02-15', null, '32'),
    (6, 's6', '1', null, '2026-02-15', '2026-02-15', null),
    (7, null, '1', null, '2026-02-15', null, null),
    (8, 's8', '1', null, null, null, null)
) as given (line_no, subscription_id, quantity, discount_percent, start_date, end_date, billing_anchor_day)
cross join (values ('acme', 'pro', 'active')) as same (customer_id, plan_id, status)
-- expect
from (values
    (1, 3::decimal(38, 12), 10::decimal(38, 12), date '2026-02-15', null, 15, null),
    (2, 2.5, null, date '2026-02-15', date '2026-03-15', null, null),
    (3, -1, null, date '2026-02-15', null, null, 'bad_quantity'),
    (4, 1, 110, date '2026-02-15', null, null, 'bad_discount'),
    (5, 1, null, date '2026-02-15', null, 32, 'bad_anchor_day'),
    (6, 1, null, date '2026-02-15', date '2026-02-15', null, 'bad_validity'),
    (7, 1, null, date '2026-02-15', null, null, 'missing_value'),
    (8, 1, null, null, null, null, 'bad_date')
) as expected (line_no, quantity, discount_percent, start_date, end_date, billing_anchor_day, reject_reason)
