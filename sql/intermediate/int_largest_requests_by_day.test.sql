-- test: the 1,000 largest of each measure are kept, largest first
-- given int_request_measures
select
    'm' as llm_model, 'tokens' as measure, value, date '2026-01-05' as event_date, date '2026-01-05' as reporting_date,
from range(1, 1202) as numbers (value)
-- expect
select 'm' as llm_model, list_reverse(range(202, 1202)) as largest_values
