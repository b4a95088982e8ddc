-- test: amounts are decimals without tax, over the span of the lines; what is no revenue stands with 0
-- given source_records
from (values
    (2, 'in_1', 'cus_1', 'usd', '142.80', '22.80', 'paid', '2026-09-01 00:01', '2026-08-01 00:00', '2026-09-01 00:00',
        null, null, 'sub_1', 'acme'),
    (3, 'in_2', 'cus_2', 'eur', '-5', null, 'open', '2026-09-01', null, null, '2026-09-01 00:00', '2026-10-01 00:00',
        null, null),
    (4, 'in_3', 'cus_2', 'usd', '9.99', null, 'void', '2026-09-01', null, null, null, null, 'sub_1', null)
) as given (
    line_no, id, "Customer", "Currency", "Total", "Tax", "Status", "Date (UTC)", "Period Start (UTC)",
    "Period End (UTC)", "Minimum Line Item Period Start (UTC)", "Maximum Line Item Period End (UTC)", "Subscription",
    "tenant_id (metadata)"
)
-- expect
from (values
    (2, 'stripe:in_1', 'acme', 120, 'USD', date '2026-08-01', date '2026-09-01', 'recurring', null),
    (3, 'stripe:in_2', 'cus_2', -5, 'EUR', date '2026-09-01', date '2026-10-01', 'one_time', null),
    (4, 'stripe:in_3', 'cus_2', 0, 'USD', date '2026-09-01', date '2026-09-02', 'recurring', null)
) as expected (line_no, line_id, customer_id, amount, currency, service_start, service_end, kind, reject_reason)

-- test: rows without customer, amount, currency or date are refused, and so is a decimal comma
-- given source_records
from (values
    (2, 'in_1', null, 'usd', '1', '2026-09-01', '2026-09-02'),
    (3, 'in_1', 'c', 'usd', '12,50', '2026-09-01', '2026-09-02'),
    (4, 'in_1', 'c', 'dollar', '1', '2026-09-01', '2026-09-02'),
    (5, 'in_1', 'c', 'usd', '1', null, null),
    (6, 'in_1', 'c', 'usd', '1', '2026-09-02', '2026-09-01')
) as given (line_no, id, "Customer", "Currency", "Total", "Period Start (UTC)", "Period End (UTC)")
cross join (values ('paid')) as same ("Status")
-- expect
from (values
    (2, 'missing_value'), (3, 'bad_amount'), (4, 'bad_currency'), (5, 'bad_date'), (6, 'bad_validity')
) as expected (line_no, reject_reason)
