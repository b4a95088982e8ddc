-- test: late calls count at the prices they were told at, and the running total ends at the cost of now
-- given int_usage_tellings
from (values ('a', 2, 2, 100), ('a', 5, 2, 10), ('b', 5, 2, 7), ('c', 2, 2, 1)) as given (
    provider, told_commit_no, first_told_commit_no, cost_picousd
)
select
    *,
    date '2026-03-01' as event_date,
-- given int_cost_corrections
from (values (2, 5, -30), (2, 7, 50), (5, 7, 4)) as given (told_commit_no, corrected_commit_no, difference_picousd)
select
    *,
    'a' as provider,
    date '2026-03-01' as event_date,
-- expect
from (values
    ('a', 5, 'corrected_price', 80, 50), ('a', 5, 'late_file', 50, 56), ('a', 7, 'corrected_price', 56, 110),
    ('b', 5, 'late_file', 0, 7)
) as expected (provider, told_commit_no, cause, cost_before_picousd, cost_after_picousd)
