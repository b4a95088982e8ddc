-- test: a row is a subscription to the plan that its price is; one that ended on its first day ran for that day
-- given source_records
from (values
    (2, 'sub_1', 'cus_1', 'price_pro', 'active', '3', '2026-01-15 10:00', '2026-09-15 10:00', null, 'acme'),
    (3, 'sub_2', 'cus_2', 'price_pro', 'canceled', null, '2026-01-15 10:00', null, '2026-01-15 12:00', null),
    (4, 'sub_3', 'cus_2', null, 'active', '1', '2026-01-15 10:00', null, null, null),
    (5, 'sub_3', 'cus_2', 'price_pro', 'active', 'many', '2026-01-15 10:00', null, null, null),
    (6, 'sub_3', 'cus_2', 'price_pro', 'active', '1', '15/01/2026', null, null, null)
) as given (
    line_no, id, "Customer ID", "Plan", "Status", "Quantity", "Start Date (UTC)", "Current Period Start (UTC)",
    "Ended At (UTC)", "customer_id (metadata)"
)
-- expect
from (values
    (2, 'sub_1:price_pro', 'acme', 3, date '2026-01-15', null, 15, null),
    (3, 'sub_2:price_pro', 'cus_2', 1, date '2026-01-15', date '2026-01-16', null, null),
    (4, 'sub_3', 'cus_2', 1, date '2026-01-15', null, null, 'missing_value'),
    (5, 'sub_3:price_pro', 'cus_2', 1, date '2026-01-15', null, null, 'bad_quantity'),
    (6, 'sub_3:price_pro', 'cus_2', 1, null, null, null, 'bad_date')
) as expected (
    line_no, subscription_id, customer_id, quantity, start_date, end_date, billing_anchor_day, reject_reason
)
