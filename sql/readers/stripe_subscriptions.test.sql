-- test: each item is a plan of its own, and what is metered has no quantity to multiply with
-- given source_records
from (values
    (1, '{"id": "sub_1", "customer": "cus_1", "status": "active", "start_date": 1788220800, "livemode": true,
        "billing_cycle_anchor": 1788220800, "metadata": {"customer_id": "acme"}, "items": {"data": [
        {"id": "si_1", "quantity": 5, "price": {"id": "price_seat"}}, {"id": "si_2", "price": {"id": "price_tokens",
        "recurring": {"usage_type": "metered"}}}]}, "discount": {"coupon": {"percent_off": 12.5}}}'),
    (2, '{"data": [{"id": "sub_2", "customer": "cus_2", "status": "canceled", "start_date": 1788220800,
        "ended_at": 1788220900, "items": {"data": [{"id": "si_3", "quantity": 1, "price": {"id": "p"}}]}},
        {"id": "sub_3", "customer": "cus_2", "status": "active", "items": {"data": [{"id": "si_4",
        "price": {"id": "p"}}]}}]}'),
    (3, '{}')
) as given (line_no, json)
-- expect
from (values
    ('sub_1:si_1', 'acme', 'price_seat', 5, 12.5, date '2026-09-01', null, 1, null),
    ('sub_1:si_2', 'acme', 'price_tokens', 1, 12.5, date '2026-09-01', null, 1, null),
    ('sub_2:si_3', 'cus_2', 'p', 1, null, date '2026-09-01', date '2026-09-02', null, null),
    ('sub_3:si_4', 'cus_2', 'p', 1, null, null, null, null, 'bad_date')
) as expected (
    subscription_id, customer_id, plan_id, quantity, discount_percent, start_date, end_date, billing_anchor_day,
    reject_reason
)
