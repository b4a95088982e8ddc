-- test: rent runs from the first day of the lake to its last, on days without a call too, while the deployment stands
-- given settings
from (values ('UTC', date '2026-01-07')) as given (reporting_time_zone, as_of_date)
-- given int_resource_costs_by_day
from (values (date '2026-01-05'), (date '2026-01-06')) as given (event_date)
-- given int_servings
from (values
    ('ours', 'dedicated', null, 'llama', 10, timestamptz '2025-01-01', timestamptz '2026-01-06 12:00:00+00'),
    ('ours', 'dedicated', null, 'llama', 20, timestamptz '2026-01-06 12:00:00+00', timestamptz '2111-01-01'),
    ('over', 'dedicated', null, 'llama', 20, timestamptz '2025-01-01', timestamptz '2026-01-01'),
    ('theirs', 'shared', null, 'opus', 10, timestamptz '2025-01-01', timestamptz '2111-01-01')
) as servings (deployment, rental, provider, llm_model, rent_picousd_per_hour, valid_from, valid_to)
select
    deployment,
    rental,
    provider,
    llm_model,
    rent_picousd_per_hour,
    epoch_us(valid_from) as valid_from_us,
    epoch_us(valid_to) as valid_to_us,
-- expect
from (values
    (date '2026-01-05', 'ours', '(not reported)', 240), (date '2026-01-06', 'ours', '(not reported)', 360),
    (date '2026-01-07', 'ours', '(not reported)', 480)
) as expected (event_date, deployment, provider, rent_picousd)
