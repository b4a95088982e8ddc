-- test: the log's cost holds before a reported one, and what is not wholly known is unknown
-- given settings
from (values ('UTC')) as given (reporting_time_zone)
-- given stg_outcomes
from (values
    ('logged', null, null, null, 'USD', 9.0),
    ('unpriced', null, null, null, 'USD', 9.0),
    ('reported', null, 'board', 'small', 'USD', 0.5),
    ('effort', 'high', 'board', 'small', 'EUR', 0.5),
    ('named', 'high', 'board', 'small (high)', 'USD', null)) as given (
    outcome_key, reasoning_effort, benchmark, llm_model, currency, cost
)
select *, 1 as tasks, 1 as resolved_tasks, timestamptz '2026-02-03 10:00:00+00' as evaluated_at,
-- given int_task_calls
from (values
    ('logged', 'large', 0, 100, 5),
    ('logged', 'small', 0, 10, 1),
    ('unpriced', 'small', 1, 10, 1)) as given (
    outcome_key, llm_model, unpriced_requests, list_cost_picousd, second
)
select
    * exclude (second),
    2 as requests,
    1 as failed_requests,
    'chat' as feature,
    make_timestamptz(1767225600000000 + second * 1000000) as first_started_at,
-- expect
from (values
    ('logged', 'list', '(own traffic)', 'chat', 'small > large', true, 4, 110),
    ('unpriced', 'list', '(own traffic)', 'chat', 'small', false, 2, null),
    ('reported', 'reported', 'board', '(not reported)', 'small', false, null, 500000000000),
    ('effort', 'reported', 'board', '(not reported)', 'small (high)', false, null, null),
    ('named', 'reported', 'board', '(not reported)', 'small (high)', false, null, null)) as expected (
    outcome_key, cost_basis, benchmark, feature, route, is_escalated, requests, model_cost_picousd
)
select *, date '2026-02-01' as month_date, date '2026-02-02' as week_date,

-- test: people cost what is stated, else their minutes at the rate of the feature, else at the usual one
-- given settings
from (values ('UTC')) as given (reporting_time_zone)
-- given seed_human_rates
from (values (null, 60), ('legal', 120)) as given (feature, usd_per_hour)
-- given stg_outcomes
from (values
    ('stated', 'chat', 90, 5.0, 'USD'),
    ('usual', 'chat', 1.5, null, 'USD'),
    ('dear', 'legal', 1.5, null, 'USD'),
    ('foreign', 'chat', 1.0, 5.0, 'EUR'),
    ('none', 'chat', 0, null, 'USD'),
    ('silent', 'chat', null, null, 'USD')) as given (outcome_key, feature, human_minutes, human_cost, currency)
select *, 1 as tasks,
-- expect
from (values
    ('stated', 5000000000000),
    ('usual', 1500000000000),
    ('dear', 3000000000000),
    ('foreign', 1000000000000),
    ('none', 0),
    ('silent', null)) as expected (outcome_key, human_cost_picousd)
