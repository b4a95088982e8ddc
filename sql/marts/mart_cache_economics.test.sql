-- test: a row stands as it is kept, whatever its month
-- given int_daily_cache_economics_by_month
from (values
    ('acme', '5m', 2, 1.5::decimal(38, 12), date '2026-01-31', date '2026-01-01'),
    ('acme', '1h', 0, null, date '2026-02-01', date '2026-02-01')) as given (
    customer_id, ttl, writes, net_saving_usd, event_date, month_date
)
-- expect
from (values
    ('acme', '5m', 2, 1.5::decimal(38, 12), date '2026-01-31'),
    ('acme', '1h', 0, null, date '2026-02-01')) as expected (customer_id, ttl, writes, net_saving_usd, event_date)
