-- test: amounts are small units, the period is the line's, and fees lie ahead while usage lies behind
-- given source_records
from (values
    (1, '{"id": "in_1A", "object": "invoice", "customer": "cus_1", "status": "paid", "currency": "usd",
        "created": 1788220900, "metadata": {"tenant_id": "acme"}, "livemode": true, "lines": {"data": [
        {"id": "il_1", "amount": 10000, "currency": "usd", "period": {"start": 1788220800, "end": 1790812800},
        "discount_amounts": [{"amount": 1000}], "taxes": [{"amount": 190, "tax_behavior": "inclusive"}]},
        {"id": "il_2", "amount": 2000, "currency": "usd", "period": {"start": 1785542400, "end": 1788220800}},
        {"id": "il_3", "amount": -500, "currency": "usd", "period": {"start": 1788220800, "end": 1788220800},
        "parent": {"type": "invoice_item_details"}}]}}'),
    (2, '{"data": [{"id": "in_2", "customer": "cus_2", "status": "void", "currency": "usd", "created": 1788220900,
        "lines": {"data": [{"id": "il_4", "amount": 99, "period": {"start": 1788220800, "end": 1790812800}}]}},
        {"id": "in_3", "customer": "cus_2", "status": "open", "currency": "jpy", "created": 1788220900,
        "lines": {"data": [{"id": "il_5", "amount": 1000, "period": {"start": 1788220800, "end": 1790812800}},
        {"id": "il_6", "amount": "1.5e", "period": {"start": 1788220800, "end": 1790812800}}]}},
        {"id": "in_4", "livemode": false, "customer": "cus_2", "status": "paid", "currency": "usd",
        "lines": {"data": [{"id": "il_7", "amount": 1}]}}]}'),
    (3, '{}')
) as given (line_no, json)
-- expect
from (values
    ('stripe:il_1', 'acme', 88.1, 'USD', date '2026-09-01', date '2026-10-01', 'recurring', null),
    ('stripe:il_2', 'acme', 20, 'USD', date '2026-08-01', date '2026-09-01', 'usage', null),
    ('stripe:il_3', 'acme', -5, 'USD', date '2026-09-01', date '2026-09-02', 'one_time', null),
    ('stripe:il_4', 'cus_2', 0, 'USD', date '2026-09-01', date '2026-10-01', 'recurring', null),
    ('stripe:il_5', 'cus_2', 1000, 'JPY', date '2026-09-01', date '2026-10-01', 'recurring', null),
    ('stripe:il_6', 'cus_2', null, 'JPY', date '2026-09-01', date '2026-10-01', 'recurring', 'bad_amount')
) as expected (line_id, customer_id, amount, currency, service_start, service_end, kind, reject_reason)
