-- test: members are ranked from the dearest, and free, negative and unnamed ones are left out
-- given int_member_costs_by_month
from (values ('a', 10), ('b', 30), ('c', 10), ('d', 0), ('e', -5), ('f', null), ('(unattributed)', 99)) as given (
    member_id, cost_picousd
)
select
    *,
    'customer' as dimension,
    'list' as cost_basis,
    date '2026-01-01' as month_date,
-- given int_request_points_by_month
from (values ('r', 1, 8), (null, 3, 12)) as given (member_id, members, cost_picousd)
select
    *,
    'list' as cost_basis,
    date '2026-01-01' as month_date,
-- expect
from (values
    ('customer', 'b', 1, 1, 0, 3, 30, 0, 50, 30.0, 10.0),
    ('customer', 'a', 2, 1, 1, 3, 10, 30, 50, 10.0, 10.0),
    ('customer', 'c', 3, 1, 2, 3, 10, 40, 50, 10.0, null),
    ('request', 'r', 1, 1, 0, 4, 8, 0, 20, 8.0, 4.0),
    ('request', null, 2, 3, 1, 4, 12, 8, 20, 4.0, null)) as expected (
    dimension, member_id, point_no, members, members_above, all_members, cost_picousd, cost_above_picousd,
    all_cost_picousd, value_picousd, next_value_picousd
)
