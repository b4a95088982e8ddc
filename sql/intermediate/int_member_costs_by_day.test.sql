-- test: every request counts once in each dimension, and who is not named is (unattributed)
-- given int_requests_priced
from (values
    ('u1', 'k1', 's1', 10, true),
    ('u1', null, 's2', 20, true),
    (null, 'k1', 's2', null, false)) as given (user_id, api_key_id, session_id, list_cost_picousd, is_priced)
select
    *,
    date '2026-01-05' as event_date,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
-- given int_costs_by_day
from (values ('acme', 'chat', 2, 0, 30), ('acme', '(not reported)', 1, 1, null)) as given (
    customer_id, feature, requests, unpriced_requests, list_cost_picousd
)
select
    *,
    date '2026-01-05' as event_date,
    date '2026-01-05' as reporting_date,
-- expect
from (values
    ('user', 'u1', 2, 0, 30),
    ('user', '(unattributed)', 1, 1, null),
    ('api_key', 'k1', 2, 1, 10),
    ('api_key', '(unattributed)', 1, 0, 20),
    ('session', 's1', 1, 0, 10),
    ('session', 's2', 2, 1, 20),
    ('customer', 'acme', 3, 1, 30),
    ('feature', 'chat', 2, 0, 30),
    ('feature', '(unattributed)', 1, 1, null)) as expected (
    dimension, member_id, requests, unpriced_requests, list_cost_picousd
)
