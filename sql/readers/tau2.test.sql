-- test: shares are counts of tries again, and a cost of 0 is unknown
-- given source_records
from (values
    (2, 'airline', '84.0', '77.67', '70.0', '0.39919', '2026-02-26'),
    (3, 'retail', '79.60526315789474', '67.4', '51.75', '0', '2026-02-26'),
    (4, 'telecom', '71.9298245614035', null, null, null, null),
    (5, 'space', '50', null, null, '1', null),
    (6, 'retail', '101', null, null, '1', null),
    (7, 'retail', '50', null, null, '-1', null),
    (8, 'retail', '50', null, null, '1', '2/26/26')
) as given (line_no, "domain", pass_1, pass_2, pass_4, cost_per_trajectory_usd, submission_date)
cross join (values ('s', 'Claude Opus 4.5')) as same (submission, model)
-- expect
from (values
    (2, 150, 126, 59.8785::decimal(38, 18), timestamptz '2026-02-26 00:00:00+00', null),
    (3, 342, 272, null, timestamptz '2026-02-26 00:00:00+00', null),
    (4, 114, 82, null, null, null),
    (5, null, null, null, null, 'unknown_domain'),
    (6, 114, null, null, null, 'bad_share'),
    (7, 114, null, null, null, 'bad_amount'),
    (8, 114, null, null, null, 'bad_date')
) as expected (line_no, tasks, resolved_tasks, cost, evaluated_at, reject_reason)
