-- test: a published mean is kept with the tasks that it may be over; what is no number is refused
-- given source_records
from (values
    (2, 'commit0', '16', '14', '0.57'), (3, 'gaia', '165', '166', '0.06'), (4, 'gaia', 'many', '1', '0.06'),
    (5, 'gaia', '165', '151', 'cheap'), (6, null, '165', '151', '0.06')
) as given (line_no, benchmark, instances, instances_with_cost, published_cost_per_instance)
select
    *,
    'results' as collection,
    'm' as model,
    '2026-04-28T08:57:17+00:00' as submission_time,
-- expect
from (values
    (2, 'openhands|results|m|commit0', 16, 14, 0.57, null),
    (3, 'openhands|results|m|gaia', 165, 166, 0.06, 'bad_count'),
    (4, 'openhands|results|m|gaia', null, 1, 0.06, 'bad_count'),
    (5, 'openhands|results|m|gaia', 165, 151, null, 'bad_amount'),
    (6, 'openhands|results|m', 165, 151, 0.06, 'missing_value')
) as expected (line_no, published_key, tasks, costed_tasks, cost_per_task, reject_reason)
select
    *,
    'openhands' as benchmark,
    timestamptz '2026-04-28 08:57:17+00' as published_at,
