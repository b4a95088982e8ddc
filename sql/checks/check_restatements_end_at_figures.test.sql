-- test: a day whose last word is not its cost, and a change of a bill that nothing tells of, are offences
-- given mart_restatements
from (values
    (2, 'a', 'list', 7, 7, 1), (3, 'a', 'list', 6, -1, 1), (2, 'b', 'list', 5, 5, 1), (2, 'c', 'billed', 12, 2, 1),
    (2, 'd', 'list', 5, 5, 1)
) as given (commit_no, provider, cost_basis, cost_after, cost_difference, day_no)
select
    given.* exclude (day_no),
    'late_file' as cause,
    'USD' as billing_currency,
    make_date(2026, 3, day_no) as period_start_date,
-- given int_costs_by_day
from (values ('a', 6), ('b', 4)) as given (provider, usd)
select
    provider,
    (usd * 1000000000000)::hugeint as list_cost_picousd,
    date '2026-03-01' as event_date,
-- given int_invoice_states
from (values ('one', 'c', 10), ('two', 'd', 3)) as given (replace_key, provider, usd)
select
    replace_key,
    provider,
    'USD' as billing_currency,
    units_of_amount(usd) as cost_units,
-- given stg_invoice_lines
from (values ('one', 'c', 12.00), ('two', 'd', 4.00), ('never told twice', 'd', 9.00)) as given (
    replace_key, provider, billed_cost
)
select
    *,
    'USD' as billing_currency,
-- expect
from (values ('b', 5.00, 4.00), ('d', 5.00, null), ('d', 3.00, 4.00)) as expected (provider, cost_said, cost_in_force)
