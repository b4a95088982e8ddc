-- test: costs stand in the hour in which the call began, those of a later day in its first hour
-- given int_resource_costs
from (values
    ('a', 'allocated', 10, 5, true, date '2026-03-01'),
    ('b', 'modelled', 20, null, true, date '2026-03-01'),
    ('c', 'modelled', null, null, true, date '2026-03-01'),
    ('d', 'none', null, null, true, date '2026-03-01'),
    ('a', 'allocated', 7, 1, false, date '2026-03-02')
) as given (dedupe_key, cost_evidence, resource_cost_picousd, idle_cost_picousd, is_first_day, event_date)
select
    *,
    'acme' as customer_id,
-- given int_requests_priced
from (values
    ('a', timestamptz '2026-03-01 23:10:00+00'),
    ('b', timestamptz '2026-03-01 23:50:00+00'),
    ('c', timestamptz '2026-03-01 23:59:00+00'),
    ('d', timestamptz '2026-03-01 09:00:00+00')
) as given (dedupe_key, started_at)
select
    *,
    date '2026-03-01' as event_date,
-- expect
from (values
    (1, 35, true, true, timestamptz '2026-03-01 23:00:00+00'),
    (1, null, false, false, timestamptz '2026-03-01 09:00:00+00'),
    (0, 8, true, false, timestamptz '2026-03-02 00:00:00+00')
) as expected (uncosted_requests, serving_cost_picousd, is_allocated, is_modelled, hour_start)
