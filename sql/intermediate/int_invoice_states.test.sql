-- test: a bill that was delivered again tells its days anew; one delivery for two publications, and news, tell nothing
-- given publications
from (values (2), (4), (5), (6)) as given (commit_no)
-- given int_file_spans
from (values ('v1', 1, 4), ('v2', 4, 6), ('v1', 6, null), ('other', 2, null)) as given (
    file_id, from_commit_no, to_commit_no
)
select
    *,
    1 as reader_version,
-- given raw_invoice_lines
from (values
    ('v1', 1, 'march', 'a', 10.00, 1), ('v1', 1, 'march', 'b', 5.00, 2), ('v2', 4, 'march', 'c', 12.00, 1),
    ('v2', 4, 'march', 'd', 1.00, 3), ('other', 2, 'april', 'e', 9.00, 1), ('other', 2, null, 'f', 9.00, 1)
) as given (file_id, commit_no, replace_key, line_key, billed_cost, day_no)
select
    given.* exclude (day_no),
    1 as reader_version,
    'openai' as provider,
    'USD' as billing_currency,
    make_timestamptz(2026, 3, day_no, 0, 0, 0, 'UTC') as charge_period_start,
-- expect
from (values
    (2, 10.00, null, 1), (4, 12.00, 10.00, 1), (6, 10.00, 12.00, 1), (2, 5.00, null, 2), (4, 0.00, 5.00, 2),
    (6, 5.00, 0.00, 2), (4, 1.00, null, 3), (6, 0.00, 1.00, 3)
) as expected (told_commit_no, cost, cost_before, day_no)
select
    'march' as replace_key,
    told_commit_no,
    units_of_amount(cost) as cost_units,
    units_of_amount(cost_before) as cost_units_before,
    make_date(2026, 3, day_no) as period_start_date,

-- test: of deliveries that are in force together the last speaks for the bill
-- given publications
from (values (1), (2)) as given (commit_no)
-- given int_file_spans
from (values ('v1', 1), ('v2', 2)) as given (file_id, from_commit_no)
select
    *,
    1 as reader_version,
-- given raw_invoice_lines
from (values ('v1', 1, 'a', 10.00), ('v1', 1, 'b', 2.00), ('v2', 2, 'a', 11.00)) as given (
    file_id, commit_no, line_key, billed_cost
)
select
    *,
    1 as reader_version,
    'day' as replace_key,
    timestamptz '2026-03-01 00:00:00+00' as charge_period_start,
-- expect
from (values (1, 12.00), (2, 11.00)) as expected (told_commit_no, cost)
select
    '(not named)' as provider,
    '(not reported)' as billing_currency,
    told_commit_no,
    units_of_amount(cost) as cost_units,
