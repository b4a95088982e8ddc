-- test: refunds and disputes are negative revenue of their own day, and what reverses them is positive
-- given source_records
from (values
    (2, 'txn_1', 'refund', '-24.00', 'usd', '2026-09-03 23:59:59', 'cus_1', 'in_1', 'Refund', null),
    (3, 'txn_2', 'dispute', '-5', 'eur', '2026-09-04 00:00:00', 'cus_2', null, null, 'acme'),
    (4, 'txn_3', 'dispute_reversal', '5', 'eur', '2026-10-01 08:00:00', 'cus_2', null, null, 'acme'),
    (5, 'txn_4', 'refund_failure', '24.00', 'usd', '2026-09-05 10:00:00', 'cus_1', 'in_1', null, null)
) as given (
    line_no, balance_transaction_id, reporting_category, gross, currency, created_utc, customer_id, invoice_id,
    description, "payment_metadata[tenant_id]"
)
-- expect
from (values
    (2, 'stripe:txn_1', 'cus_1', 'in_1', 'Refund', -24, 'USD', date '2026-09-03', date '2026-09-04', 'refund'),
    (3, 'stripe:txn_2', 'acme', null, 'dispute', -5, 'EUR', date '2026-09-04', date '2026-09-05', 'refund'),
    (4, 'stripe:txn_3', 'acme', null, 'dispute_reversal', 5, 'EUR', date '2026-10-01', date '2026-10-02', 'refund'),
    (5, 'stripe:txn_4', 'cus_1', 'in_1', 'refund_failure', 24, 'USD', date '2026-09-05', date '2026-09-06', 'refund')
) as expected (
    line_no, line_id, customer_id, invoice_id, description, amount, currency, service_start, service_end, kind
)

-- test: charges stand in the invoices, and fees and payouts are no revenue
-- given source_records
from (values
    (2, 'txn_1', 'charge', '120.00'),
    (3, 'txn_2', 'fee', '-1.00'),
    (4, 'txn_3', 'payout', '-100.00'),
    (5, 'txn_4', 'refund', '-1.00')
) as given (line_no, balance_transaction_id, reporting_category, gross)
cross join (values ('usd', '2026-09-03 00:00:00', 'cus_1')) as same (currency, created_utc, customer_id)
-- expect
from (values (5, -1, null)) as expected (line_no, amount, reject_reason)

-- test: a refund without customer, amount, currency or time is refused, and so is a line of no category
-- given source_records
from (values
    (2, 'txn_1', 'refund', '-1', 'usd', '2026-09-01 00:00:00', null),
    (3, null, 'refund', '-1', 'usd', '2026-09-01 00:00:00', 'c'),
    (4, 'txn_1', null, '-1', 'usd', '2026-09-01 00:00:00', 'c'),
    (5, 'txn_1', 'refund', '-1,50', 'usd', '2026-09-01 00:00:00', 'c'),
    (6, 'txn_1', 'refund', '-1', 'dollar', '2026-09-01 00:00:00', 'c'),
    (7, 'txn_1', 'refund', '-1', 'usd', 'yesterday', 'c')
) as given (
    line_no, balance_transaction_id, reporting_category, gross, currency, created_utc, customer_id
)
-- expect
from (values
    (2, 'missing_value'), (3, 'missing_value'), (4, 'missing_value'), (5, 'bad_amount'), (6, 'bad_currency'),
    (7, 'bad_date')
) as expected (line_no, reject_reason)
